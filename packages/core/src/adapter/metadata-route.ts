import { METADATA_PATH } from '../metadata/metadata-address.ts'

/** The part of a Fastify application that routes are added to. */
export interface RouteHost {
  readonly supportedMethods: readonly string[]
  route(options: object): unknown
}

/** Hosts that have the route. */
const served = new WeakSet<RouteHost>()

/**
 * Adds the route of metadata to a Fastify application, once, for authors of adapters. `@fastify/cors` leaves
 * it alone, since metadata has CORS headers of its own. It is not shown in OpenAPI documents.
 *
 * @param host The application, and not a scope inside.
 * @param onRequest Hooks that answer; by default what runs for all requests does.
 */
export function addMetadataRoute(host: RouteHost, ...onRequest: readonly unknown[]): void {
  if (served.has(host)) return
  served.add(host)
  host.route({
    url: `${METADATA_PATH}*`,
    method: host.supportedMethods,
    config: { cors: false },
    schema: { hide: true },
    onRequest,
    handler: (_request: object, reply: { callNotFound(): unknown }) => reply.callNotFound()
  })
}
