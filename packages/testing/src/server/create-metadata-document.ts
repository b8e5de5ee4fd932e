import type { JsonObject } from '@portcullis/core'

/** What the metadata of an issuer tell. */
export interface MetadataSettings {
  readonly issuer: string
  readonly jwksUri: string
  readonly introspectionEndpoint: string
  readonly algorithms: readonly string[]
}

/**
 * Writes authorization server metadata with every member that RFC 8414 section 2 and OpenID Connect Discovery
 * section 3 require. The endpoints for authorization and tokens are named and do not exist: the test issuer
 * has no sign-in.
 */
export function createMetadataDocument({
  issuer,
  jwksUri,
  introspectionEndpoint,
  algorithms
}: MetadataSettings): JsonObject {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer
  return {
    issuer,
    jwks_uri: jwksUri,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    introspection_endpoint: introspectionEndpoint,
    introspection_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt'
    ],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...algorithms]
  }
}
