import type { JsonObject } from '../../http/json.ts'
import { hasEndpoints, PROVIDERS, type AudienceArgument } from './providers.ts'
import type { OptionValue } from './source-text.ts'

/** A product that an issuer belongs to, and what its preset needs to know beside the audience. */
export interface RecognizedProvider {
  /** name of the product, for people */
  readonly name: string
  /** preset function, exported by core and both adapters */
  readonly preset: string
  /** arguments of the preset, without the audience */
  readonly arguments: Readonly<Record<string, OptionValue>>
  /** argument that takes the audience; undefined where the product binds tokens by itself */
  readonly audience: AudienceArgument | undefined
}

/** Tells the product by the form of the issuer and, where that could be anybody's, by the metadata. */
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
