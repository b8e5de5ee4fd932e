import { ConfigurationError, type ProtectedResource } from '@portcullis/core'
import { addMetadataRoute, observeGuards, openProtectedResource } from '@portcullis/core/adapter'
import { optionalAdmission, validateEnumOptions } from '@portcullis/core/adapter'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { createHook, SCOPE, type RouteProtection } from './create-hook.ts'
import type { PortcullisPluginOptions } from './types.ts'

/** Request decorators of this plugin; `MARK` says that `auth` belongs to it. */
const MARK = Symbol('portcullis.request')

const CHOICES = { onRefusal: ['answer', 'throw'] } as const

// Not by callback: Fastify would not catch what a callback throws.
const register: FastifyPluginAsync<PortcullisPluginOptions> = async (app, options) => {
  if (Object.hasOwn(app, SCOPE)) throw new ConfigurationError('portcullis', TWICE)
  const isMarked = app.hasRequestDecorator(MARK)
  if (!isMarked && app.hasRequestDecorator('auth')) throw new ConfigurationError('portcullis', TAKEN)
  const opened = openProtectedResource(options, { environment: process.env, choices: CHOICES })
  const { protectedResource } = opened.protection
  const protection = { ...opened.protection, published: publish(app, opened.protection) }
  if (!isMarked) app.decorateRequest(MARK).decorateRequest('auth').decorateRequest('authFailure')
  app.decorate(SCOPE, protection).decorate('protectedResource', protectedResource)
  observeGuards(app)
  app.decorate('requireAuth', (how = {}) => createHook({ ...protection, ...validateEnumOptions(how, {}) }))
  app.decorate('optionalAuth', (how = {}) => createHook({ ...protection, ...optionalAdmission(how) }))
  // A protected resource that existed before can serve other applications, too.
  if (opened.ownsResource) app.addHook('onClose', () => protectedResource.close())
}

/** By application, its protected resources with metadata: hooks of one never refuse metadata of another. */
const PUBLISHED = new WeakMap<FastifyInstance, Set<ProtectedResource>>()

/**
 * Serves the metadata of a protected resource (RFC 9728) at the root of the application, whatever the scope
 * and the prefix of the plugin. It has CORS headers of its own, so `@fastify/cors` leaves this route alone.
 *
 * @returns Everything that is published there, also what follows.
 */
function publish(app: FastifyInstance, protection: RouteProtection): Set<ProtectedResource> {
  let root = app
  while ('route' in parentOf(root)) root = parentOf(root)
  const published = PUBLISHED.get(root) ?? new Set()
  PUBLISHED.set(root, published)
  const { protectedResource } = protection
  if (protectedResource.metadataUrl === undefined) return published
  addMetadataRoute(root, createHook({ ...protection, published, allowAnonymous: true }))
  return published.add(protectedResource)
}

/** A scope inherits from the instance that it is registered in. */
const parentOf = (app: FastifyInstance): FastifyInstance => Object.getPrototypeOf(app) as FastifyInstance

const TWICE = 'registered twice in one scope: register it once, or each time in its own scope'
const TAKEN = 'request.auth belongs to another plugin: register portcullis in a scope without that plugin'

/**
 * Fastify plugin: decorates the scope that it is registered in, and protects nothing by itself.
 * `app.requireAuth()` and the guards do. Several protected resources can live in sibling scopes. Closing the
 * application closes the protected resource that the plugin created; one that existed before stays open.
 *
 * @example
 *
 * ```ts
 * import portcullis from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.addHook('onRequest', app.requireAuth())
 * app.get('/me', async (request) => ({ subject: request.auth.subject }))
 * ```
 */
export const portcullis: FastifyPluginAsync<PortcullisPluginOptions> = fastifyPlugin(register, {
  name: '@portcullis/fastify',
  fastify: '5.x'
})
