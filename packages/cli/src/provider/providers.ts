import { PRODUCTS, type BindingArgument } from '@portcullis/core/inspect'
import type { OptionValue } from './source-text.ts'

/** The argument of a preset that binds tokens to the API: an audience, or what a product has instead. */
export type AudienceArgument = BindingArgument

/** How the issuers of one product look. */
export interface ProviderRow {
  readonly name: string
  /** the preset function, exported by core and both adapters */
  readonly preset: string
  /** its named groups are arguments of the preset */
  readonly issuer: RegExp
  /** endings of metadata members after the issuer, if servers of other products can have such an issuer */
  readonly endpoints?: Readonly<Record<string, string>>
  /** undefined if the product binds tokens automatically */
  readonly audience: AudienceArgument | undefined
  /** arguments that all such issuers share */
  readonly fixed?: Readonly<Record<string, OptionValue>>
}

/** The products of core's presets, those first whose issuers are enough to recognize them. */
export const PROVIDERS: readonly ProviderRow[] = PRODUCTS.flatMap(({ preset, name, binding, patterns }) =>
  patterns.map((pattern): ProviderRow => ({ name, preset, audience: binding, ...pattern }))
).toSorted((one, other) => Number(one.endpoints !== undefined) - Number(other.endpoints !== undefined))
