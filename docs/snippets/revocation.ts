import { createProtectedResource, requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region sign-out
const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})
app.use(requireAuth(api))

app.post('/sign-out', async (req, res) => {
  await api.revoke({ accessToken: req.auth.accessToken }) // this token
  res.status(204).end()
})

app.post('/sign-out-everywhere', async (req, res) => {
  const { subject, issuer } = req.auth
  // At some authorization servers, machines have no subject.
  if (subject === undefined) return void res.status(403).end()
  await api.revoke({ subject, issuer }) // all tokens issued until now
  res.status(204).end()
})
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
