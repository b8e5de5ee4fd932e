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
app.get('/messages', requireScopes('read:messages'), handler) // every scope that is named
app.get('/inbox', requireAnyScope('read:messages', 'admin'), handler) // one of them
app.get('/reports', requirePermissions('reports:read'), handler) // the claim "permissions"
app.get('/users', requireRoles('admin'), handler) // "roles", or "realm_access.roles" of Keycloak
app.get('/acme', requireClaim('tenant', 'acme'), handler) // this value, or a list that has it
app.get(
  '/beta',
  requireClaim('plan', (plan) => plan !== 'free'),
  handler
) // or what a function says
app.post('/payments', requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 }), handler) // step-up, RFC 9470
app.delete('/messages', allOf(requireScopes('write:messages'), requireRoles('editor')), handler)
app.get('/export', anyOf(requireRoles('auditor'), requirePermissions('export')), handler)
// #endregion
