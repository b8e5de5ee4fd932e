import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Credentials } from './credentials.ts'

const SCHEME = 'bearer'

/** `token68` of RFC 9110 section 11.2. */
const TOKEN68 = /^[\w\-.~+/]+=*$/

/** What may follow a scheme name without being a part of it; a longer word is another scheme. */
const TOKEN_CHARACTER = /[\w!#$%&'*+\-.^`|~]/

/**
 * Parses the value of an `Authorization` field: `Bearer 1*SP token68`, the scheme in any case (RFC 9110
 * section 11.4, RFC 6750 section 2.1). Another scheme is as good as no credentials; `Bearer` with anything
 * but one token68 is malformed.
 *
 * @param value The field value.
 * @returns The credentials; the token is not looked into.
 * @throws {ProtectedResourceError} `credentials_scheme_unsupported` or `credentials_malformed`.
 */
export function parseAuthorization(value: string): Credentials {
  if (!namesBearer(value)) {
    throw new ProtectedResourceError('credentials_scheme_unsupported', { hint: hintForScheme(value) })
  }
  const accessToken = readToken(value)
  if (accessToken === undefined)
    throw new ProtectedResourceError('credentials_malformed', { hint: HINT_MALFORMED })
  return { scheme: 'Bearer', accessToken }
}

const HINT_MALFORMED =
  'after "Bearer" and a space there must be one access token: no quotes, commas, tabs or further words'

function namesBearer(value: string): boolean {
  if (!value.startsWith('Bearer') && value.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return false
  const next = value[SCHEME.length]
  return next === undefined || !TOKEN_CHARACTER.test(next)
}

function readToken(value: string): string | undefined {
  let start = SCHEME.length
  while (value.charCodeAt(start) === 0x20) start += 1
  if (start === SCHEME.length) return undefined
  const token = value.slice(start)
  return TOKEN68.test(token) ? token : undefined
}

function hintForScheme(value: string): string {
  if (/^dpop(\s|$)/i.test(value)) return 'the scheme DPoP is not supported by this protected resource'
  if (!value.trim().includes(' ')) return 'the scheme is missing: send "Bearer", a space and the access token'
  return 'only the scheme Bearer is supported'
}
