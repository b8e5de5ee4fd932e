import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import { toAuthInfo, type AuthInfo } from './auth-info.ts'

/** `OAuthTokenVerifier` of the Model Context Protocol SDKs. */
export interface TokenVerifier {
  /** Verifies an access token; the promise rejects with an error of the SDK. */
  verifyAccessToken(token: string): Promise<AuthInfo>
}

/** The error classes of the SDK in use: those of v1, or the one of v2. */
export type TokenVerifierErrors =
  | {
      /** Of SDK v1, from `@modelcontextprotocol/sdk/server/auth/errors.js`. */
      readonly InvalidTokenError: {
        /** Creates the error of an invalid token. */
        new (message: string): Error
      }
      /** Of SDK v1, from the same module. */
      readonly ServerError: {
        /** Creates the error of a server-side failure. */
        new (message: string): Error
      }
    }
  | {
      /** Of SDK v2, from `@modelcontextprotocol/server`. */
      readonly OAuthError: {
        /** Creates an error with a code. */
        new (code: string, message: string): Error
      }
    }

/**
 * Creates the verifier for `requireBearerAuth` of an MCP SDK, for servers that keep the middleware of the
 * SDK. A refused token is an `invalid_token`, which the SDK answers with 401. A server-side failure is a
 * `server_error`, never a 401: the SDK answers it with 500, since it has no 503. For a 503, put
 * `optionalAuth(api, { onInvalidToken: 'anonymous' })` before it, or use `mcpAuth`. The `cause` is the
 * refusal.
 *
 * Checks only the token, not the request, so a token that is bound to its client is refused.
 *
 * @param protectedResource The protected resource. With the option `metadata`, the result has `resource` and
 *   `resourceMetadataUrl`.
 * @param errors The error classes of the SDK.
 */
export function asTokenVerifier(
  protectedResource: Pick<ProtectedResource, 'authenticate'>,
  errors: TokenVerifierErrors
): TokenVerifier {
  return {
    async verifyAccessToken(token) {
      try {
        return toAuthInfo(
          await protectedResource.authenticate({ headers: { authorization: `Bearer ${token}` } })
        )
      } catch (error) {
        if (!isProtectedResourceError(error)) throw error
        const code = error.status === 503 ? 'server_error' : 'invalid_token'
        throw Object.assign(createError(errors, code, error.description ?? code), { cause: error })
      }
    }
  }
}

function createError(
  errors: TokenVerifierErrors,
  code: 'invalid_token' | 'server_error',
  message: string
): Error {
  if ('OAuthError' in errors) return new errors.OAuthError(code, message)
  return code === 'server_error' ? new errors.ServerError(message) : new errors.InvalidTokenError(message)
}
