import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import type { AuthorizationServer, FindServer } from './authorization-server.ts'

/** Longest issuer that is looked up, in characters. */
const MAX_ISSUER_LENGTH = 2048

/**
 * Requires that a token names a trusted issuer: one string, equal code point by code point (RFC 7519 section
 * 4.1.1, RFC 9068 section 4). Runs before any network use, so that a token cannot cause a request to a server
 * of its choice (RFC 8725 section 3.10).
 *
 * @param unverifiedIssuer The `iss` of a token.
 * @throws {ProtectedResourceError} `issuer_missing`, `issuer_untrusted`, or what `find` throws.
 */
export async function requireTrustedIssuer(
  unverifiedIssuer: unknown,
  find: FindServer
): Promise<AuthorizationServer> {
  if (typeof unverifiedIssuer !== 'string' || unverifiedIssuer === '') {
    throw new ProtectedResourceError('issuer_missing', { hint: HINT_MISSING, cause: { claim: 'iss' } })
  }
  const server = unverifiedIssuer.length > MAX_ISSUER_LENGTH ? undefined : await find(unverifiedIssuer)
  if (server !== undefined) return server
  throw new ProtectedResourceError('issuer_untrusted', {
    hint: hintFor(unverifiedIssuer),
    cause: { claim: 'iss' }
  })
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
