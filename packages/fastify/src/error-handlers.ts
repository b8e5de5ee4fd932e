import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'

/** Where the configuration of a route keeps whose error handler it has: the request does not tell. */
const NOTE = Symbol('portcullis error handler')

/**
 * Makes the hook for `onRoute` that notes whose error handler a route has.
 *
 * @param fastifys The error handler that Fastify has by default. Its name alone would not do where an
 *   application is bundled and names are made short; that of another copy of Fastify has the name alone.
 * @returns The hook.
 */
export function noteErrorHandlers(fastifys: unknown) {
  return function (this: FastifyInstance, route: RouteOptions): void {
    const note = { isOwn: false }
    route.config = Object.assign({ [NOTE]: note }, route.config)
    // Fastify decides at this moment; one that the application sets later does not count for the route.
    this.after(() => {
      const { errorHandler } = route.errorHandler === undefined ? this : route
      note.isOwn = errorHandler !== fastifys && errorHandler?.name !== 'defaultErrorHandler'
    })
  }
}

/**
 * Tells whether the application writes the bodies of errors of a request itself. Fastify's own default would
 * write another body than ours, and the reason code into it.
 *
 * @param request The request.
 * @returns Whether its route has an error handler of the application.
 */
export function hasErrorHandler({ routeOptions }: FastifyRequest): boolean {
  const { [NOTE]: note } = routeOptions.config as { [NOTE]?: { isOwn: boolean } }
  return note?.isOwn === true
}
