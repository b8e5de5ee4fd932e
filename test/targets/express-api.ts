import {
  optionalAuth,
  requireAnyScope,
  requireAuth,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes
} from '@portcullis/express'
import type { ProtectedResourceOptions } from '@portcullis/core'
import type express from 'express'
import type { Request, RequestHandler } from 'express'
import { closeWith } from '../http/listen.ts'
import { describeContext } from './describe-context.ts'

const answerContext: RequestHandler = (req, res) => {
  res.json({ context: describeContext(req.auth) })
}

function failureOf(req: Request): string | null {
  return req.authFailure?.code ?? null
}

/** The routes under test on Express, 4 or 5: whatever is not public is behind `requireAuth`. */
export function expressApi(framework: typeof express, options: ProtectedResourceOptions): express.Express {
  const app = framework()
  app.disable('x-powered-by')
  app.use(framework.urlencoded({ extended: false }))
  app.get('/public', (_req, res) => void res.json({ public: true }))
  const required = requireAuth(options)
  const optional = optionalAuth(required.protectedResource)
  const anonymous = optionalAuth(required.protectedResource, { onInvalidToken: 'anonymous' })
  app.get('/optional', optional, answerContext)
  app.get('/optional-anonymous', anonymous, (req, res) => {
    res.json({ context: describeContext(req.auth), failure: failureOf(req) })
  })
  app.use(required)
  addGuardedRoutes(app)
  return closeWith(app, required)
}

function addGuardedRoutes(app: express.Express): void {
  app.all('/protected', answerContext)
  app.get('/claims', (req, res) => void res.json(req.auth.claims))
  app.get('/messages', requireScopes('read:messages'), answerContext)
  app.post('/messages', requireScopes('read:messages', 'write:messages'), answerContext)
  app.get('/any', requireAnyScope('read:messages', 'admin'), answerContext)
  app.get('/permission', requirePermissions('messages:read'), answerContext)
  app.get('/role', requireRoles('editor'), answerContext)
  app.get('/claim', requireClaim('tenant', 'acme'), answerContext)
  app.get('/step-up', requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 }), answerContext)
}
