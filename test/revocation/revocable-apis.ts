import { optionalAuth, requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import type { AuthContext, ProtectedResource } from '@portcullis/core'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'

/** An API whose callers can sign out, on one framework, over a protected resource that exists already. */
export interface RevocableApi {
  readonly name: string
  start(resource: ProtectedResource): Promise<Listening>
}

/** The same routes on every framework that the adapters support. */
export const revocableApis: readonly RevocableApi[] = [
  { name: 'Express 4', start: (resource) => listen(expressApi(express4, resource)) },
  { name: 'Express 5', start: (resource) => listen(expressApi(express, resource)) },
  { name: 'Fastify 5', start: async (resource) => listenFastify(await fastifyApi(resource)) }
]

/** What a route does to the token that it is called with. */
const signOuts: Readonly<Record<string, (resource: ProtectedResource, auth: AuthContext) => Promise<void>>> =
  {
    '/sign-out': (resource, { claims }) => resource.revoke({ jti: String(claims['jti']) }),
    '/sign-out-everywhere': (resource, { subject = '', issuer }) => resource.revoke({ subject, issuer }),
    '/sign-out-token': (resource, { accessToken }) => resource.revoke({ accessToken })
  }

function expressApi(framework: typeof express, resource: ProtectedResource): express.Express {
  const app = framework()
  app.get('/optional', optionalAuth(resource), (req, res) => {
    res.json({ subject: subjectOf(req.auth) })
  })
  app.get('/optional-anonymous', optionalAuth(resource, { onInvalidToken: 'anonymous' }), (req, res) => {
    res.json({ subject: subjectOf(req.auth), failure: req.authFailure?.code })
  })
  app.use(requireAuth(resource))
  app.get('/protected', (req, res) => {
    res.json({ subject: subjectOf(req.auth) })
  })
  for (const [path, signOut] of Object.entries(signOuts)) {
    app.post(path, async (req, res) => {
      await signOut(resource, req.auth)
      res.status(204).end()
    })
  }
  return app
}

async function fastifyApi(resource: ProtectedResource) {
  const app = Fastify()
  await app.register(portcullis, resource)
  app.get('/optional', { onRequest: app.optionalAuth() }, (request) => ({ subject: subjectOf(request.auth) }))
  const onRequest = app.optionalAuth({ onInvalidToken: 'anonymous' })
  app.get('/optional-anonymous', { onRequest }, (request) => ({
    subject: subjectOf(request.auth),
    failure: request.authFailure?.code
  }))
  const required = { onRequest: app.requireAuth() }
  app.get('/protected', required, (request) => ({ subject: subjectOf(request.auth) }))
  for (const [path, signOut] of Object.entries(signOuts)) {
    app.post(path, required, async (request, reply) => {
      await signOut(resource, request.auth)
      return reply.code(204).send()
    })
  }
  return app
}

function subjectOf(auth: AuthContext | undefined): string {
  return auth === undefined ? 'anonymous' : String(auth.subject)
}
