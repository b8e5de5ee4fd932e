import * as core from '@portcullis/core'
import type { FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { createHook } from './create-hook.ts'
import type { PortcullisPluginOptions } from './types.ts'

// Not by callback: what a callback throws would be nobody's to catch.
const register: FastifyPluginAsync<PortcullisPluginOptions> = async (app, options) => {
  const resource = open(options)
  if (!app.hasRequestDecorator('auth')) app.decorateRequest('auth').decorateRequest('authFailure')
  app.decorate('protectedResource', resource)
  app.decorate('requireAuth', () => createHook({ resource }))
  app.decorate('optionalAuth', (optional = {}) => createHook({ ...optional, resource, allowAnonymous: true }))
  app.addHook('onClose', () => resource.close())
}

function open(options: PortcullisPluginOptions): core.ProtectedResource {
  if (core.isProtectedResource(options)) return options
  const isEmpty = Object.keys(options).length === 0
  return core.createProtectedResource(isEmpty ? core.environmentOptions(process.env) : options)
}

/**
 * Fastify plugin: decorates the scope that it is registered in, and protects nothing by itself.
 * `app.requireAuth()` and the guards do. Several protected resources may live in sibling scopes. Closing the
 * application closes the protected resource.
 */
export const portcullis: FastifyPluginAsync<PortcullisPluginOptions> = fastifyPlugin(register, {
  name: '@portcullis/fastify',
  fastify: '5.x'
})
