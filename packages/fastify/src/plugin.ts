import * as core from '@portcullis/core'
import type { FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { createHook } from './create-hook.ts'
import { noteErrorHandlers } from './error-handlers.ts'
import type { PortcullisPluginOptions } from './types.ts'

// Not by callback: what a callback throws would be nobody's to catch.
const register: FastifyPluginAsync<PortcullisPluginOptions> = async (app, options) => {
  const { resource, isOwn } = core.openProtectedResource(options, { environment: process.env, choices: {} })
  if (!app.hasRequestDecorator('auth')) app.decorateRequest('auth').decorateRequest('authFailure')
  app.decorate('protectedResource', resource)
  app.decorate('requireAuth', (none: object = {}) => {
    core.validateEnumOptions(none, {})
    return createHook({ resource })
  })
  app.decorate('optionalAuth', (optional = {}) => {
    core.validateEnumOptions(optional, { onInvalidToken: ['refuse', 'anonymous'] })
    return createHook({ ...optional, resource, allowAnonymous: true })
  })
  app.addHook('onRoute', noteErrorHandlers((await import('fastify')).fastify().errorHandler))
  // What was made elsewhere may serve elsewhere, too.
  if (isOwn) app.addHook('onClose', () => resource.close())
}

/**
 * Fastify plugin: decorates the scope that it is registered in, and protects nothing by itself.
 * `app.requireAuth()` and the guards do. Several protected resources may live in sibling scopes. Closing the
 * application closes the protected resource that was made for it; one that existed already is left to its
 * owner.
 */
export const portcullis: FastifyPluginAsync<PortcullisPluginOptions> = fastifyPlugin(register, {
  name: '@portcullis/fastify',
  fastify: '5.x'
})
