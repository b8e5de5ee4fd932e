import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'

/** The members of authorization server metadata that are used here (RFC 8414 section 2). */
export interface AuthorizationServerMetadata {
  readonly issuer: string
  readonly jwksUri: string
}

/**
 * Validates authorization server metadata: it must name the very issuer it was asked of, code point by code
 * point, and say where the keys are (RFC 8414 section 3.3). The algorithms in it speak of ID tokens and
 * decide nothing here; `signed_metadata` is not read.
 *
 * @param content The document.
 * @param issuer The issuer as configured.
 * @returns The members that are used.
 * @throws {ProtectedResourceError} `metadata_invalid` or `metadata_issuer_mismatch`.
 */
export function validateMetadata(content: object, issuer: string): AuthorizationServerMetadata {
  const stated: unknown = Reflect.get(content, 'issuer')
  const jwksUri: unknown = Reflect.get(content, 'jwks_uri')
  if (typeof stated !== 'string')
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_ISSUER })
  if (stated !== issuer)
    throw new ProtectedResourceError('metadata_issuer_mismatch', { hint: hintFor(issuer, stated) })
  if (typeof jwksUri !== 'string')
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_KEYS })
  if (!isAcceptableUrl(jwksUri)) throw new ProtectedResourceError('metadata_invalid', { hint: HINT_KEYS_URL })
  return { issuer: stated, jwksUri }
}

const HINT_NO_ISSUER = 'the metadata of the authorization server has no "issuer"'
const HINT_NO_KEYS =
  'the metadata of the authorization server has no "jwks_uri": it publishes no keys, so that its tokens are opaque or symmetric; or set the option "jwksUri"'
const HINT_KEYS_URL = 'the "jwks_uri" in the metadata is not an https URL'

function hintFor(issuer: string, stated: string): string {
  const onlySlash = issuer.replace(/\/$/, '') === stated.replace(/\/$/, '')
  const remedy = onlySlash ? 'the two differ by the slash at the end' : 'one of the two is wrong'
  return `the metadata names another issuer than the option "issuer" (${quote(stated)}): ${remedy}`
}
