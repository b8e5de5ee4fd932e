import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JsonObject } from '../../http/json.ts'

/** Public key of a JWK, undefined when its members give none. */
export function importPublicKey(key: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    return undefined
  }
}
