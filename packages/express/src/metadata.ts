import { ConfigurationError, type ProtectedResource } from '@portcullis/core'
import { createMetadataHandler } from '@portcullis/core/adapter'
import type { Handler } from './types.ts'

/**
 * Creates middleware that answers requests for protected resource metadata (RFC 9728), if `requireAuth` is
 * mounted under a path and does not see them: `app.use(protectedResourceMetadata(api))`, before CORS and
 * authentication. Passes on every other request.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, protectedResourceMetadata, requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com/orders',
 *   resource: 'https://api.example.com/orders',
 *   metadata: { name: 'Orders' }
 * })
 * app.use(protectedResourceMetadata(api))
 * app.use('/orders', requireAuth(api))
 * ```
 *
 * @param protectedResource The protected resource: of `createProtectedResource`, or the member
 *   `protectedResource` of `requireAuth(...)`.
 * @throws {ConfigurationError} For a protected resource without the option `metadata`.
 */
export function protectedResourceMetadata(
  protectedResource: ProtectedResource<Portcullis.AccessTokenClaims>
): Handler {
  if (protectedResource.metadataUrl === undefined) throw new ConfigurationError('metadata', HINT)
  return createMetadataHandler(protectedResource)
}

const HINT =
  'protectedResourceMetadata() needs a protected resource with the option "metadata": pass createProtectedResource({ ..., metadata: {} })'
