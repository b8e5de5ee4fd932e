import type * as core from '@portcullis/core'
import type { HookHandlerDoneFunction } from 'fastify'

/** Who answers a refused request. */
export interface RefusalOptions {
  /**
   * `'answer'`: the plugin answers, and no error handler runs; `'throw'`: status and headers are set, and the
   * refusal goes to the error handler of the application (`setErrorHandler`) or of the route
   * (`errorHandler`), which writes the body.
   *
   * @default 'answer'
   */
  readonly onRefusal?: 'answer' | 'throw'
}

/**
 * Options of the plugin: those of the protected resource and its own, or a protected resource. If they name
 * no issuer or no audience, the environment variables OAUTH_ISSUER and OAUTH_AUDIENCE do.
 */
export type PortcullisPluginOptions =
  (core.ProtectedResourceOptions & RefusalOptions) | core.ProtectedResource<Portcullis.AccessTokenClaims>

/** Options of `app.optionalAuth()`. */
export type OptionalAuthOptions = Pick<core.AdmissionOptions, 'onInvalidToken'>

/**
 * A hook for `onRequest`, `preValidation` or `preHandler` of any Fastify instance: with any server, logger
 * and type provider, which are parts of Fastify's own types for hooks.
 */
export type AuthHook = (request: object, reply: object, done: HookHandlerDoneFunction) => void

/** A guard as a hook; the guard itself can be read back. */
export type GuardHook = AuthHook & core.HasGuard

declare module 'fastify' {
  interface FastifyInstance {
    /** The protected resource of this scope: for `warmUp`, `readiness` and `close`. */
    protectedResource: core.ProtectedResource
    /**
     * Creates a hook that requires an access token: `app.addHook('onRequest', app.requireAuth())` for a
     * scope, or `{ onRequest: app.requireAuth() }` for a route. Sets `request.auth`. CORS preflights are
     * refused as well, unless `corsPreflight` is `'pass'`: register `@fastify/cors` first.
     */
    requireAuth(): AuthHook
    /**
     * Creates a hook that accepts an access token but does not require one; without it, `request.auth` is
     * undefined.
     */
    optionalAuth(options?: OptionalAuthOptions): AuthHook
  }

  interface FastifyRequest {
    /**
     * The caller, once `requireAuth` or a guard has let the request pass. After `optionalAuth`, undefined for
     * an anonymous one.
     */
    auth: core.AuthContext
    /**
     * Why the request was refused, for loggers of requests; or, after `optionalAuth`, why its token is
     * treated as absent.
     */
    authFailure: core.ProtectedResourceError | undefined
  }
}
