import type { JsonObject } from '../../http/json.ts'
import { PROVIDERS, type ProviderRow } from './providers.ts'

/** A product that an issuer belongs to, and what its preset needs to know. */
export interface RecognizedProvider {
  readonly name: string
  readonly preset: string
  readonly arguments: Readonly<Record<string, string>>
  readonly audience: ProviderRow['audience']
}

/** Tells the product by the form of the issuer and, where that could be anybody's, by the metadata. */
export function recognizeProvider(
  issuer: string,
  document: JsonObject | undefined
): RecognizedProvider | undefined {
  for (const { name, preset, issuer: pattern, fingerprint, audience } of PROVIDERS) {
    const groups = pattern.exec(issuer)?.groups
    const fits = fingerprint === undefined || (document !== undefined && fingerprint(document, issuer))
    if (groups !== undefined && fits) return { name, preset, arguments: { ...groups }, audience }
  }
  return undefined
}
