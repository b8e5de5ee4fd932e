import type { FastifyRequest, RouteOptions } from 'fastify'

/** Marks the configuration of a route that has an error handler of its own: the request does not tell of that. */
const HAS_ERROR_HANDLER = Symbol('portcullis has error handler')

/**
 * Notes whether a route has an error handler of its own. A hook for `onRoute`.
 *
 * @param route The route.
 */
export function noteErrorHandler(route: RouteOptions): void {
  if (route.errorHandler === undefined) return
  const marked: object = { ...route.config, [HAS_ERROR_HANDLER]: true }
  route.config = marked
}

/**
 * Tells whether the application writes the bodies of errors of a request itself. Fastify's own default would
 * write another body than ours.
 *
 * @param request The request.
 * @returns Whether it has an error handler.
 */
export function hasErrorHandler({ server, routeOptions }: FastifyRequest): boolean {
  return server.errorHandler.name !== 'defaultErrorHandler' || HAS_ERROR_HANDLER in routeOptions.config
}
