import { ConfigurationError } from '@portcullis/core'
import { openProtectedResource, validateEnumOptions } from '@portcullis/core/adapter'
import type { FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { createHook, SCOPE } from './create-hook.ts'
import type { PortcullisPluginOptions } from './types.ts'

/** Request decorators of this plugin; `MARK` says that `auth` belongs to it. */
const MARK = Symbol('portcullis.request')

const ADAPTER = { environment: process.env, choices: { onRefusal: ['answer', 'throw'] } } as const
const OPTIONAL = { onInvalidToken: ['refuse', 'anonymous'] } as const

// Not by callback: Fastify would not catch what a callback throws.
const register: FastifyPluginAsync<PortcullisPluginOptions> = async (app, options) => {
  if (Object.hasOwn(app, SCOPE)) throw new ConfigurationError('portcullis', TWICE)
  const isMarked = app.hasRequestDecorator(MARK)
  if (!isMarked && app.hasRequestDecorator('auth')) throw new ConfigurationError('portcullis', TAKEN)
  const { protection, ownsResource } = openProtectedResource(options, ADAPTER)
  if (!isMarked) app.decorateRequest(MARK).decorateRequest('auth').decorateRequest('authFailure')
  app.decorate(SCOPE, protection).decorate('protectedResource', protection.protectedResource)
  app.decorate('requireAuth', (none = {}) => createHook({ ...protection, ...validateEnumOptions(none, {}) }))
  app.decorate('optionalAuth', (optional = {}) =>
    createHook({ ...protection, ...validateEnumOptions(optional, OPTIONAL), allowAnonymous: true })
  )
  // A protected resource that existed before can serve other applications, too.
  if (ownsResource) app.addHook('onClose', () => protection.protectedResource.close())
}

const TWICE = 'registered twice in one scope: register it once, or each time in a scope of its own'
const TAKEN = 'request.auth belongs to another plugin: register portcullis in a scope without that plugin'

/**
 * Fastify plugin: decorates the scope that it is registered in, and protects nothing by itself.
 * `app.requireAuth()` and the guards do. Several protected resources can live in sibling scopes. Closing the
 * application closes the protected resource that the plugin created; one that existed before stays open.
 */
export const portcullis: FastifyPluginAsync<PortcullisPluginOptions> = fastifyPlugin(register, {
  name: '@portcullis/fastify',
  fastify: '5.x'
})
