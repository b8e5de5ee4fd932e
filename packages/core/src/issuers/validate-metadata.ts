import { isAcceptableUrl, plainHttpHost } from '../documents/is-acceptable-url.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import { ownMembers } from '../json/own-members.ts'

/** What keys are found by in authorization server metadata (RFC 8414 section 2). */
export interface AuthorizationServerMetadata {
  readonly issuer: string
  readonly jwksUri: string
}

/** What introspection is found by in authorization server metadata (RFC 8414 section 2). */
export interface IntrospectionMetadata {
  /** Whether it can be fetched from is checked when it is used. */
  readonly introspectionEndpoint: string
}

/** The facts behind the refusal of metadata without keys. */
const WITHOUT_KEYS = Object.freeze({ claim: 'jwks_uri' })

/**
 * Validates authorization server metadata: it must name the issuer that it was fetched for, code point by
 * code point, and the URL of the keys (RFC 8414 section 3.3). Does not read `signed_metadata`, nor the
 * algorithms, which are those of ID tokens.
 *
 * @param issuer The issuer as configured.
 * @param httpHosts Hosts whose keys are fetched over plain http.
 * @throws {ProtectedResourceError} `metadata_invalid` or `metadata_issuer_mismatch`.
 */
export function validateMetadata(
  content: object,
  issuer: string,
  httpHosts: readonly string[] = []
): AuthorizationServerMetadata {
  const { issuer: stated, jwks_uri: jwksUri } = ownMembers({ ...content })
  requireSameIssuer(stated, issuer)
  if (jwksUri === undefined)
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_KEYS, cause: WITHOUT_KEYS })
  if (typeof jwksUri !== 'string')
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_KEYS })
  if (!isAcceptableUrl(jwksUri, httpHosts))
    throw new ProtectedResourceError('metadata_invalid', { hint: hintForUrl(jwksUri) })
  return { issuer, jwksUri }
}

/**
 * Validates authorization server metadata for introspection: it must name the issuer that it was fetched for,
 * and the endpoint. It can have no keys.
 *
 * @param issuer The issuer as configured.
 * @throws {ProtectedResourceError} `metadata_invalid` or `metadata_issuer_mismatch`.
 */
export function validateIntrospectionMetadata(content: object, issuer: string): IntrospectionMetadata {
  const { issuer: stated, introspection_endpoint: introspectionEndpoint } = ownMembers({ ...content })
  requireSameIssuer(stated, issuer)
  if (typeof introspectionEndpoint === 'string') return { introspectionEndpoint }
  throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_ENDPOINT })
}

/**
 * Returns whether a refusal says that an authorization server publishes metadata without keys: its tokens are
 * not JWTs that an API can verify.
 *
 * @param refusal What `validateMetadata` threw.
 */
export function isWithoutKeys({ cause }: ProtectedResourceError): boolean {
  return cause === WITHOUT_KEYS
}

function requireSameIssuer(stated: unknown, issuer: string): void {
  if (typeof stated !== 'string')
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_ISSUER })
  if (stated !== issuer)
    throw new ProtectedResourceError('metadata_issuer_mismatch', { hint: hintFor(issuer, stated) })
}

const HINT_NO_ENDPOINT =
  'the metadata of the authorization server has no "introspection_endpoint": set "endpoint" in the option "introspection"'

const HINT_NO_ISSUER = 'the metadata of the authorization server has no "issuer"'
const HINT_NO_KEYS =
  'the metadata of the authorization server has no "jwks_uri": it publishes no keys, so its tokens are opaque or signed with a shared secret; or set the option "jwksUri"'

function hintForUrl(jwksUri: string): string {
  const host = plainHttpHost(jwksUri)
  const remedy =
    host === undefined ? '' : `: its host needs an entry in "dangerouslyAllowHttp" (${quote(host)})`
  return `the "jwks_uri" in the metadata is not an https URL${remedy}`
}

function hintFor(issuer: string, stated: string): string {
  const onlySlash = issuer.replace(/\/$/, '') === stated.replace(/\/$/, '')
  const remedy = onlySlash ? 'the two differ by a trailing slash' : 'one of the two is wrong'
  return `the metadata names another issuer than the option "issuer" (${quote(stated)}): ${remedy}`
}
