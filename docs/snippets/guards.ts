import {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuth,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes
} from '@portcullis/express'
import express, { type RequestHandler } from 'express'

export const app = express()

const handler: RequestHandler = (req, res) => {
  res.json({ hello: req.auth.subject })
}

app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))

// #region guards
app.get('/messages', requireScopes('read:messages'), handler)
app.delete('/messages', allOf(requireScopes('write:messages'), requireRoles('editor')), handler)
app.get('/export', anyOf(requireRoles('auditor'), requirePermissions('export')), handler)
app.post('/payments', requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 }), handler)
// #endregion

app.get('/inbox', requireAnyScope('read:messages', 'admin'), handler)
app.get('/reports', requirePermissions('reports:read'), handler)
app.get('/users', requireRoles('admin'), handler)
app.get('/acme', requireClaim('tenant', 'acme'), handler)
app.get(
  '/beta',
  requireClaim('plan', (plan) => plan !== 'free'),
  handler
)
