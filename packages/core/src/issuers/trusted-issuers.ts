import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import { chain } from '../flow/chain.ts'

/** Longest issuer that is looked up, in characters. */
const MAX_ISSUER_LENGTH = 2048

/** Finds what is known about a trusted issuer; undefined for one that is not trusted. No network use. */
export type FindIssuer<T> = (unverifiedIssuer: string) => T | undefined | Promise<T | undefined>

/**
 * Requires that a token names a trusted issuer: one string, equal code point by code point (RFC 7519 section
 * 4.1.1, RFC 9068 section 4). This comes before any network use, so that a token can't send us anywhere (RFC
 * 8725 section 3.10).
 *
 * @param unverifiedIssuer The `iss` of a token.
 * @param find Knows the trusted issuers.
 * @returns What is known about the issuer.
 * @throws {ProtectedResourceError} `issuer_missing`, `issuer_untrusted`, or what `find` throws.
 */
export function requireTrustedIssuer<T>(unverifiedIssuer: unknown, find: FindIssuer<T>): T | Promise<T> {
  if (typeof unverifiedIssuer !== 'string' || unverifiedIssuer === '') {
    throw new ProtectedResourceError('issuer_missing', { hint: HINT_MISSING, cause: { claim: 'iss' } })
  }
  const found = unverifiedIssuer.length > MAX_ISSUER_LENGTH ? undefined : find(unverifiedIssuer)
  return chain(found, (known) => {
    if (known !== undefined) return known
    throw new ProtectedResourceError('issuer_untrusted', {
      hint: hintFor(unverifiedIssuer),
      cause: { claim: 'iss' }
    })
  })
}

const HINT_MISSING = '"iss" must be one string: have the authorization server set it'

function hintFor(unverifiedIssuer: string): string {
  const remedy = /^https:\/\/[^/]+\.okta(preview)?\.com$/.test(unverifiedIssuer)
    ? 'this is the Okta org authorization server, whose tokens only Okta can verify: use a custom one (…/oauth2/default)'
    : unverifiedIssuer.startsWith('https://sts.windows.net/')
      ? 'this is a version 1 token of Entra ID: set requestedAccessTokenVersion to 2 in the manifest of the API, or trust this issuer'
      : 'the option "issuer" must be equal to it, slash at the end included'
  return `the "iss" of the token is ${quote(unverifiedIssuer)}: ${remedy}`
}
