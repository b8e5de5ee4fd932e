import type * as core from '@portcullis/core'
import type { HookHandlerDoneFunction } from 'fastify'

/**
 * Options of the plugin: those of the protected resource, or a protected resource that exists already. Where
 * they name no issuer or no audience, OAUTH_ISSUER and OAUTH_AUDIENCE of the environment do.
 */
export type PortcullisPluginOptions = core.ProtectedResourceOptions | core.ProtectedResource

/** Options of `app.optionalAuth()`. */
export type OptionalAuthOptions = Pick<core.AdmissionOptions, 'onInvalidToken'>

/**
 * A hook for `onRequest`, `preValidation` or `preHandler` of any Fastify instance: whatever its server, its
 * logger and its type provider, each of which is a part of Fastify's own types for hooks.
 */
export type AuthHook = (request: object, reply: object, done: HookHandlerDoneFunction) => void

/** A guard as a hook; the guard itself can be read back. */
export type GuardHook = AuthHook & core.HasGuard

declare module 'fastify' {
  interface FastifyInstance {
    /** The protected resource of this scope: for `warmUp`, `readiness` and `close`. */
    protectedResource: core.ProtectedResource
    /**
     * Makes a hook that requires an access token: `app.addHook('onRequest', app.requireAuth())` for a scope,
     * or `{ onRequest: app.requireAuth() }` for a route. Sets `request.auth`. CORS preflights pass,
     * unauthenticated.
     */
    requireAuth(): AuthHook
    /**
     * Makes a hook that accepts an access token but does not require one; without it, `request.auth` is
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
    /** Why the token of a request that counts as anonymous was not accepted (`optionalAuth`). */
    authFailure: core.ProtectedResourceError | undefined
  }
}
