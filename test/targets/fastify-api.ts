import formBody from '@fastify/formbody'
import portcullis, {
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes
} from '@portcullis/fastify'
import type { ProtectedResourceOptions } from '@portcullis/core'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { describeContext } from './describe-context.ts'

const answerContext = (request: FastifyRequest) => ({ context: describeContext(request.auth) })

/** The routes under test on Fastify: whatever is not public is in a scope behind `requireAuth`. */
export async function fastifyApi(options: ProtectedResourceOptions): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(formBody)
  await app.register(portcullis, options)
  app.get('/public', () => ({ public: true }))
  app.get('/optional', { onRequest: app.optionalAuth() }, answerContext)
  const onRequest = app.optionalAuth({ onInvalidToken: 'anonymous' })
  app.get('/optional-anonymous', { onRequest }, (request) => ({
    ...answerContext(request),
    failure: request.authFailure?.code ?? null
  }))
  await app.register((scope, _options, done) => {
    scope.addHook('onRequest', app.requireAuth())
    addGuardedRoutes(scope)
    done()
  })
  return app
}

function addGuardedRoutes(app: FastifyInstance): void {
  app.all('/protected', answerContext)
  app.get('/claims', (request) => request.auth.claims)
  app.get('/messages', { onRequest: requireScopes('read:messages') }, answerContext)
  app.post('/messages', { onRequest: requireScopes('read:messages', 'write:messages') }, answerContext)
  app.get('/any', { onRequest: requireAnyScope('read:messages', 'admin') }, answerContext)
  app.get('/permission', { onRequest: requirePermissions('messages:read') }, answerContext)
  app.get('/role', { onRequest: requireRoles('editor') }, answerContext)
  app.get('/claim', { onRequest: requireClaim('tenant', 'acme') }, answerContext)
  const stepUp = requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
  app.get('/step-up', { onRequest: stepUp }, answerContext)
}
