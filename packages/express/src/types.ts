import type * as core from '@portcullis/core'
import type { RequestHandler } from 'express'

declare global {
  // The namespace that Express declares for exactly this.
  namespace Express {
    interface Request {
      /**
       * The caller, once `requireAuth` has let the request pass. After `optionalAuth`, undefined for an
       * anonymous one.
       */
      auth: core.AuthContext
      /** Why the token of a request that counts as anonymous was not accepted (`optionalAuth`). */
      authFailure?: core.ProtectedResourceError
    }
  }
}

/** What happens to a refused request. */
export interface RefusalOptions {
  /**
   * `'answer'`: the middleware answers; `'next'`: status and header fields are set, and the error goes to the
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

/** Middleware for any route: the parameters of the route keep their types. */
export type Handler = <P>(...exchange: Parameters<RequestHandler<P>>) => void

/** Middleware that authenticates, and the protected resource behind it: for `warmUp`, `readiness` and `close`. */
export interface AuthMiddleware extends Handler {
  /** The protected resource that decides. */
  readonly protectedResource: core.ProtectedResource
}

/** A guard as middleware; the guard itself can be read back. */
export interface GuardMiddleware extends Handler, core.HasGuard {}
