// A CommonJS module that uses every entry point.
import { createProtectedResource, ERROR_CODES, type AuthContext, type ErrorCode } from '@portcullis/core'
import { keycloak } from '@portcullis/core/presets'
import { requireAuth, requireScopes, type GuardMiddleware } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook, type GuardHook } from '@portcullis/fastify'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import express from 'express'
import Fastify from 'fastify'

export const start = (): Promise<TestIssuer> => createTestIssuer()
export const isPublic = (code: ErrorCode): boolean => ERROR_CODES[code].status < 500
export const options = keycloak({
  url: 'https://auth.example.com',
  realm: 'r',
  audience: 'https://api.example.com'
})
export const api = createProtectedResource(options)

const guard: GuardMiddleware = requireScopes('read:messages')
const hook: GuardHook = requireScopesHook('read:messages')

export const app: express.Express = express()
app.use(requireAuth(options))
app.get('/messages', guard, (req, res) => {
  const context: AuthContext = req.auth
  res.json({ hello: context.subject })
})

export const server = Fastify()
void server.register(portcullis, options)
server.get('/messages', { onRequest: hook }, async (request) => ({ hello: request.auth.subject }))
// @ts-expect-error a misspelled option
createProtectedResource({ ...options, audiences: 'https://api.example.com' })
// @ts-expect-error the subject may be missing
export const subject = (req: express.Request): string => req.auth.subject
