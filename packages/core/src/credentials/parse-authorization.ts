import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Credentials } from './credentials.ts'

/** A scheme, in any case, and not as the beginning of a longer word: that is another scheme. */
const NAMES_SCHEME = /^(Bearer|DPoP)(?![\w!#$%&'*+\-.^`|~])/i

/**
 * Parses the value of an `Authorization` header: a scheme, in any case, one or more spaces and a token68 (RFC
 * 9110 section 11.4, RFC 6750 section 2.1, RFC 9449 section 7.1). Another scheme is treated as no
 * credentials. Whether what follows is one token68 is checked by `requireToken68`, and only if it is not a
 * JWT.
 *
 * @param value The header value.
 * @param isDpopOffered Whether the scheme DPoP is accepted.
 * @returns The credentials; the token is not parsed, and empty if nothing follows the scheme.
 * @throws {ProtectedResourceError} `credentials_scheme_unsupported`.
 */
export function parseAuthorization(value: string, isDpopOffered = false): Credentials {
  const name = NAMES_SCHEME.exec(value)?.[0]
  const scheme = name?.length === DPOP.length ? DPOP : BEARER
  if (name === undefined || (scheme === DPOP && !isDpopOffered)) {
    throw new ProtectedResourceError('credentials_scheme_unsupported', {
      hint: hintForScheme(value, isDpopOffered)
    })
  }
  return { scheme, accessToken: readToken(value, scheme.length), text: value }
}

const BEARER = 'Bearer'
const DPOP = 'DPoP'

function readToken(value: string, schemeLength: number): string {
  let start = schemeLength
  while (value.charCodeAt(start) === 0x20) start += 1
  return start === schemeLength ? '' : value.slice(start)
}

function hintForScheme(value: string, isDpopOffered: boolean): string {
  if (/^dpop(\s|$)/i.test(value)) return 'the scheme DPoP needs the option "dpop"'
  if (!value.trim().includes(' ')) return 'the scheme is missing: send "Bearer", a space and the access token'
  return isDpopOffered
    ? 'only the schemes Bearer and DPoP are supported'
    : 'only the scheme Bearer is supported'
}
