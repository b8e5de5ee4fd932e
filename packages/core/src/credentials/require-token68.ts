import { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/** `token68` of RFC 9110 section 11.2. */
const TOKEN68 = /^[\w\-.~+/]+=*$/

/**
 * Returns whether a text is one token68.
 */
export function isToken68(text: string): boolean {
  return TOKEN68.test(text)
}

/**
 * Requires the form that RFC 6750 section 2.1 gives to an access token. Every JWT has it, so only text that
 * is not a JWT is checked: that distinguishes a malformed request from a malformed token.
 *
 * @param accessToken The token as sent.
 * @throws {ProtectedResourceError} `credentials_malformed`.
 */
export function requireToken68(accessToken: string): void {
  if (isToken68(accessToken)) return
  throw new ProtectedResourceError('credentials_malformed', { hint: HINT_MALFORMED })
}

const HINT_MALFORMED =
  'after "Bearer" and a space there must be exactly one access token: no quotes, commas, tabs or further words'
