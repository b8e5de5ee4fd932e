import type * as core from '@portcullis/core'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the middleware sets on a request. */
export interface AuthenticatedRequest {
  /**
   * The caller, once `requireAuth` admitted the request. After `optionalAuth`, undefined for an anonymous
   * one.
   */
  auth: core.AuthContext
  /**
   * Why the request was refused, for loggers of requests; or, after `optionalAuth`, why its token is treated
   * as absent.
   */
  authFailure?: core.ProtectedResourceError
}

declare global {
  namespace Portcullis {
    /**
     * What the program decides about types. If it or another library declares `Request.auth` of Express, add
     * `interface Settings { requestAuth: false }`.
     */
    interface Settings {}
  }
  // The namespace that Express declares for exactly this.
  namespace Express {
    interface Request extends RequestMembers {}
  }
}

/** Two libraries cannot declare one member with different types. */
type RequestMembers = Portcullis.Settings extends { readonly requestAuth: false }
  ? Omit<AuthenticatedRequest, 'auth'>
  : AuthenticatedRequest

/** Who answers a refused request. */
export interface RefusalOptions {
  /**
   * `'answer'`: the middleware answers; `'next'`: status and headers are set, and the error goes to the
   * application's error handler, which writes the body.
   *
   * @default 'answer'
   */
  readonly onRefusal?: 'answer' | 'next'
}

/** Options of `requireAuth`. */
export interface RequireAuthOptions extends core.ProtectedResourceOptions, RefusalOptions {}

/** Options of `optionalAuth`. */
export interface OptionalAuthOptions
  extends RequireAuthOptions, Pick<core.AdmissionOptions, 'onInvalidToken'> {}

/**
 * Middleware for any route of Express, and for every other host with `(req, res, next)` on `node:http`, such
 * as Connect or the engine of socket.io.
 */
export type Handler = (
  req: IncomingMessage,
  res: ServerResponse & { locals?: object },
  next: (error?: unknown) => void
) => void

/** Middleware that authenticates, and the protected resource behind it: for `warmUp`, `readiness` and `close`. */
export interface AuthMiddleware extends Handler {
  /** The protected resource that decides. */
  readonly protectedResource: core.ProtectedResource
  /** Whether it admits requests without a token, for an OpenAPI document. */
  readonly allowAnonymous: boolean
}

/** A guard as middleware; the guard itself can be read back. */
export interface GuardMiddleware extends Handler, core.HasGuard {}
