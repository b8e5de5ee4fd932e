import { stringMember, type JsonObject } from '../json/json.ts'
import { PROVIDERS, type AudienceArgument, type ProviderRow } from './providers.ts'
import type { OptionValue } from './source-text.ts'

/** The product of an issuer, and the arguments of its preset. */
export interface RecognizedProvider {
  /** name of the product */
  readonly name: string
  /** preset function, exported by core and both adapters */
  readonly preset: string
  /** arguments of the preset, without the audience */
  readonly arguments: Readonly<Record<string, OptionValue>>
  /** argument that takes the audience; undefined if the preset needs none */
  readonly audience: AudienceArgument | undefined
}

/** Recognizes the product by its issuer and, if any server can have such an issuer, by the metadata. */
export function recognizeProvider(
  issuer: string,
  document: JsonObject | undefined
): RecognizedProvider | undefined {
  for (const { name, preset, issuer: pattern, endpoints = {}, audience, fixed = {} } of PROVIDERS) {
    const match = pattern.exec(issuer)
    if (match === null || !hasEndpoints(document, issuer, endpoints)) continue
    return { name, preset, arguments: { ...match.groups, ...fixed }, audience }
  }
  return undefined
}

/** Returns whether the tokens of a product name a client instead of an audience. */
export function isBoundToClients(provider: RecognizedProvider | undefined): boolean {
  return provider?.audience === 'clientIds' || provider?.audience === 'clientId'
}

function hasEndpoints(
  document: JsonObject | undefined,
  issuer: string,
  endpoints: NonNullable<ProviderRow['endpoints']>
): boolean {
  return Object.entries(endpoints).every(
    ([member, ending]) => stringMember(document, member) === `${issuer}${ending}`
  )
}
