// An application in TypeScript that checks the declarations of every package that it imports.
import type { AuthContext, ErrorCode, Guard, PortcullisEvent, ResourceRequest } from '@portcullis/core'
import { createProtectedResource, ERROR_CODES } from '@portcullis/core'
import { requireAuth, requireScopes, type GuardMiddleware } from '@portcullis/express'
import portcullis, * as hooks from '@portcullis/fastify'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import express from 'express'
import Fastify from 'fastify'

export const start: () => Promise<TestIssuer> = () => createTestIssuer()
export const resourceOf = (issuer: TestIssuer, jwks: { keys: object[] }) =>
  createProtectedResource({ ...issuer.options, jwks })
export const isPublic = (code: ErrorCode): boolean => ERROR_CODES[code].status < 500
export const isRefusal = (event: PortcullisEvent): boolean => event.type === 'request_refused'
export const request: ResourceRequest = { method: 'GET', url: '/', headers: {} }

const guard: GuardMiddleware = requireScopes('read:messages')
export const data: Guard = guard.guard

const fastify = Fastify()
await fastify.register(portcullis)
fastify.get('/', { onRequest: hooks.requireScopes('read:messages') }, async ({ auth }): Promise<string[]> => {
  return auth.scopes
})
await fastify.ready()

const app = express()
app.use(requireAuth())
app.get('/messages', guard, (req, res) => {
  const context: AuthContext = req.auth
  res.json({ hello: context.subject })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})
