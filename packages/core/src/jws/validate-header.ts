import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JsonObject } from '../json/json-object.ts'
import { keepOwnMembers } from '../json/own-members.ts'
import type { JoseHeader } from './unverified-token.ts'

/** Longest key id that is accepted, in UTF-16 code units. */
const MAX_KID_LENGTH = 256

/**
 * Validates the form of a JOSE header: the types of `alg`, `kid` and `typ`. Refuses every header that
 * requires an extension (RFC 7515 section 4.1.11, RFC 7797 section 7): none is supported. Does not check
 * whether the algorithm is allowed. A parameter that is null is treated as absent.
 *
 * `jku`, `jwk`, `x5u`, `x5c` and the like are never read: keys come from the issuer's JWK Set only (RFC 8725
 * section 3.10).
 *
 * @param header The parsed header.
 * @returns Its own members that are not null, without a prototype: an inherited one is never read.
 * @throws {ProtectedResourceError} `token_malformed` or `token_critical_header`.
 */
export function validateHeader(header: JsonObject): JoseHeader {
  // RFC 7515 requires a list here: null is wrong, not absent.
  const requiresExtension = Object.hasOwn(header, 'crit')
  const members = keepOwnMembers(header)
  if (!isJoseHeader(members)) throw new ProtectedResourceError('token_malformed', { hint: HINT_MEMBERS })
  if (requiresExtension || members['b64'] === false) {
    throw new ProtectedResourceError('token_critical_header', { hint: HINT_CRITICAL })
  }
  return members
}

const HINT_CRITICAL =
  'the header requires an extension ("crit" or "b64"): Portcullis supports none in access tokens'
const HINT_MEMBERS = `"alg" must be a string, "typ" and "kid" strings if present, "kid" of at most ${MAX_KID_LENGTH} characters`

function isJoseHeader(header: JsonObject): header is JoseHeader {
  const { alg, kid, typ } = header
  if (typeof alg !== 'string') return false
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) return false
  return typ === undefined || typeof typ === 'string'
}
