import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Credentials } from './credentials.ts'

const SCHEME = 'Bearer'

/** The scheme, in any case, and not as the beginning of a longer word: that is another scheme. */
const NAMES_SCHEME = /^Bearer(?![\w!#$%&'*+\-.^`|~])/i

/**
 * Parses the value of an `Authorization` field: `Bearer 1*SP token68`, the scheme in any case (RFC 9110
 * section 11.4, RFC 6750 section 2.1). Another scheme is as good as no credentials. Whether what follows is
 * one token68 is not asked here but by `requireToken68`, and only of what turns out to be no token.
 *
 * @param value The field value.
 * @returns The credentials; the token is not looked into, and empty where nothing follows the scheme.
 * @throws {ProtectedResourceError} `credentials_scheme_unsupported`.
 */
export function parseAuthorization(value: string): Credentials {
  if (!NAMES_SCHEME.test(value)) {
    throw new ProtectedResourceError('credentials_scheme_unsupported', { hint: hintForScheme(value) })
  }
  return { scheme: SCHEME, accessToken: readToken(value), text: value }
}

function readToken(value: string): string {
  let start = SCHEME.length
  while (value.charCodeAt(start) === 0x20) start += 1
  return start === SCHEME.length ? '' : value.slice(start)
}

function hintForScheme(value: string): string {
  if (/^dpop(\s|$)/i.test(value)) return 'the scheme DPoP is not supported by this protected resource'
  if (!value.trim().includes(' ')) return 'the scheme is missing: send "Bearer", a space and the access token'
  return 'only the scheme Bearer is supported'
}
