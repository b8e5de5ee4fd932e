import { observeScopes } from '@portcullis/core/adapter'
import { openApiOperationOf, type OpenApiOptions } from '@portcullis/core/openapi'
import type { FastifyInstance, FastifyPluginAsync, RouteOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/** Hooks that can refuse a request before its handler runs. */
const HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const

// Documents are read when the application is ready. Then Fastify has compiled the schemas, so that nothing that is
// added here validates or serializes anything.
const register: FastifyPluginAsync<OpenApiOptions> = async (app, options) => {
  const hooks = new WeakMap<object, readonly unknown[]>()
  // Fastify runs the hooks of a scope for the scopes inside of it, too, whichever came first.
  const hooksOf = (scope: object | null): readonly unknown[] =>
    scope === null ? [] : [...hooksOf(Reflect.getPrototypeOf(scope)), ...(hooks.get(scope) ?? [])]
  const routes: { readonly scope: FastifyInstance; readonly route: RouteOptions }[] = []
  app.addHook('onRoute', function (route) {
    routes.push({ scope: this, route })
  })
  observeScopes(app, (scope, added) => {
    if (!('url' in added)) hooks.set(scope, [...(hooks.get(scope) ?? []), ...hooksIn(added)])
  })
  app.addHook('onReady', async () => {
    for (const { scope, route } of routes)
      describe(route, openApiOperationOf([...hooksOf(scope), ...hooksIn(route)], options))
  })
}

const hooksIn = (added: object): readonly unknown[] =>
  HOOKS.flatMap((name): unknown => Reflect.get(added, name) ?? [])

/** Adds to the schema of a route how it is protected. What the application wrote in the schema wins. */
function describe(route: RouteOptions, operation: ReturnType<typeof openApiOperationOf>): void {
  const { responses = {}, ...members } = operation
  const refusals = Object.entries(responses).map(([status, { description, headers }]): [string, object] => {
    const schemas = Object.entries(headers).map(([name, { schema }]): [string, object] => [name, schema])
    return [status, { description, headers: Object.fromEntries(schemas), type: 'null' }]
  })
  const { response: written = SUCCESS } = route.schema ?? {}
  const response = Object.assign(Object.fromEntries(refusals), written)
  route.schema = { ...members, ...route.schema, response }
}

/** What `@fastify/swagger` shows of a route without a schema. */
const SUCCESS = { 200: { description: 'Default Response', type: 'null' } }

/**
 * Fastify plugin: adds to the schema of each route how it is protected, for `@fastify/swagger`: the security
 * requirements, the extension `x-requirements`, and the refusals. It reads the guards of the route, and
 * `app.requireAuth()` or `app.optionalAuth()` on the route or its scope. A route without any of them is
 * public. Whatever a schema already declares is kept. Register it before routes and hooks.
 */
export const openApiSecurity: FastifyPluginAsync<OpenApiOptions> = fastifyPlugin(register, {
  name: '@portcullis/fastify/openapi',
  fastify: '5.x'
})

export { openApiSecuritySchemes } from '@portcullis/core/openapi'
export type { OpenApiOptions, OpenApiSchemeOptions, OpenApiSecurityScheme } from '@portcullis/core/openapi'
