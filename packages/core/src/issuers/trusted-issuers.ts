import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import type { AuthorizationServer } from './authorization-server.ts'

/** Longest issuer that is looked up, in characters. */
const MAX_ISSUER_LENGTH = 2048

/**
 * Requires that a token names its issuer, by one string (RFC 7519 section 4.1.1).
 *
 * @param unverifiedIssuer The `iss` of a token.
 * @returns The issuer, unverified.
 * @throws {ProtectedResourceError} `issuer_missing`; `issuer_untrusted` if it is too long to be one.
 */
export function requireIssuer(unverifiedIssuer: unknown): string {
  if (typeof unverifiedIssuer !== 'string' || unverifiedIssuer === '')
    throw new ProtectedResourceError('issuer_missing', { hint: HINT_MISSING, cause: { claim: 'iss' } })
  if (unverifiedIssuer.length > MAX_ISSUER_LENGTH) throw untrustedError(unverifiedIssuer)
  return unverifiedIssuer
}

/**
 * Requires that an issuer is trusted, equal code point by code point (RFC 9068 section 4). Runs before any
 * network use, so that a token cannot cause a request to a server of its choice (RFC 8725 section 3.10).
 *
 * @param server The authorization server, if the issuer is trusted.
 * @param unverifiedIssuer The issuer.
 * @throws {ProtectedResourceError} `issuer_untrusted`.
 */
export function requireTrusted(
  server: AuthorizationServer | undefined,
  unverifiedIssuer: string
): AuthorizationServer {
  if (server === undefined) throw untrustedError(unverifiedIssuer)
  return server
}

function untrustedError(unverifiedIssuer: string): ProtectedResourceError {
  const hint = hintFor(unverifiedIssuer)
  return new ProtectedResourceError('issuer_untrusted', { hint, cause: { claim: 'iss' } })
}

const HINT_MISSING = '"iss" must be one string: configure the authorization server to set it'

function hintFor(unverifiedIssuer: string): string {
  const remedy = /^https:\/\/[^/]+\.okta(preview)?\.com$/.test(unverifiedIssuer)
    ? 'this is the Okta org authorization server, whose tokens only Okta can verify: use a custom one (…/oauth2/default)'
    : unverifiedIssuer.startsWith('https://sts.windows.net/')
      ? 'this is a version 1 token of Entra ID: set requestedAccessTokenVersion to 2 in the manifest of the API, or trust this issuer'
      : 'the option "issuer" must be equal to it, trailing slash included'
  return `the "iss" of the token is ${quote(unverifiedIssuer)}: ${remedy}`
}
