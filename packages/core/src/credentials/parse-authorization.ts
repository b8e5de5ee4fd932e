import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { SCHEMES, type Scheme } from '../errors/scheme.ts'
import type { Credentials } from './credentials.ts'

/** A scheme, in any case, and not as the beginning of a longer word: that is another scheme. */
const NAMES_SCHEME = new RegExp(`^(?:${SCHEMES.join('|')})(?![\\w!#$%&'*+\\-.^\`|~])`, 'i')

/**
 * Parses the value of an `Authorization` header: a scheme, in any case, one or more spaces and a token68 (RFC
 * 9110 section 11.4, RFC 6750 section 2.1, RFC 9449 section 7.1). Another scheme is treated as no
 * credentials. Whether what follows is one token68 is checked by `requireToken68`, and only if it is not a
 * JWT.
 *
 * @param value The header value.
 * @param offered The schemes that are accepted.
 * @returns The credentials; the token is not parsed, and empty if nothing follows the scheme.
 * @throws {ProtectedResourceError} `credentials_scheme_unsupported`.
 */
export function parseAuthorization(value: string, offered: readonly Scheme[]): Credentials {
  const scheme = findScheme(NAMES_SCHEME.exec(value)?.[0], offered)
  if (scheme !== undefined) return { scheme, accessToken: readToken(value, scheme.length), text: value }
  throw new ProtectedResourceError('credentials_scheme_unsupported', { hint: hintFor(value, offered) })
}

function findScheme(name: string | undefined, schemes: readonly Scheme[]): Scheme | undefined {
  const lower = name?.toLowerCase()
  return schemes.find((each) => each.toLowerCase() === lower)
}

function readToken(value: string, schemeLength: number): string {
  let start = schemeLength
  while (value.charCodeAt(start) === 0x20) start += 1
  return start === schemeLength ? '' : value.slice(start)
}

function hintFor(value: string, offered: readonly Scheme[]): string {
  const known = findScheme(value.split(/\s/, 1)[0], SCHEMES)
  if (known !== undefined) return `the scheme ${known} needs the option "${known.toLowerCase()}"`
  if (!value.trim().includes(' ')) return 'the scheme is missing: send "Bearer", a space and the access token'
  const names = offered.join(' and ')
  return offered.length === 1
    ? `only the scheme ${names} is supported`
    : `only the schemes ${names} are supported`
}
