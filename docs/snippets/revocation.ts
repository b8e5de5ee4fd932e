import { createProtectedResource, requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region sign-out
const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})
app.use(requireAuth(api))

app.post('/sign-out', (req, res) => {
  const { jti } = req.auth.claims
  if (typeof jti === 'string') api.revoke({ jti }) // this token
  res.status(204).end()
})

app.post('/sign-out-everywhere', (req, res) => {
  const { subject } = req.auth
  if (subject !== undefined) api.revoke({ subject }) // all that were issued until now
  res.status(204).end()
})
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
