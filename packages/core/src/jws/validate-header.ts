import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from './unverified-token.ts'

/** The longest key id that is looked up, in UTF-16 code units. */
const MAX_KID_LENGTH = 256

/**
 * Validates the form of a JOSE header: the types of `alg`, `kid` and `typ`, and that no extension is demanded
 * that nobody here understands (RFC 7515 section 4.1.11, RFC 7797 section 7). Whether the algorithm is
 * allowed is decided later.
 *
 * `jku`, `jwk`, `x5u`, `x5c` and the like are never read: keys come from the issuer's JWK Set only (RFC 8725
 * section 3.10).
 *
 * @param header The parsed header.
 * @returns The same header, typed.
 * @throws {ProtectedResourceError} `token_malformed` or `token_critical_header`.
 */
export function validateHeader(header: JsonObject): JoseHeader {
  if (isJoseHeader(header)) {
    if (Object.hasOwn(header, 'crit') || header['b64'] === false) {
      throw new ProtectedResourceError('token_critical_header', { hint: HINT_CRITICAL })
    }
    return header
  }
  throw new ProtectedResourceError('token_malformed', { hint: HINT_MEMBERS })
}

const HINT_CRITICAL =
  'the header demands an extension ("crit" or "b64"), of which none is supported in access tokens'
const HINT_MEMBERS = `"alg" must be a string, "typ" and "kid" strings where present, "kid" of at most ${MAX_KID_LENGTH} characters`

function isJoseHeader(header: JsonObject): header is JoseHeader {
  const { alg, kid, typ } = header
  if (typeof alg !== 'string') return false
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) return false
  return typ === undefined || typeof typ === 'string'
}
