import { createProtectedResource, optionalAuth, requireAuth, type AuthContext } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region modes
const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

// No token, or an invalid one: refused.
app.get('/me', requireAuth(api), (req, res) => {
  res.json({ subject: req.auth.subject })
})

// No token: anonymous. An invalid one: refused.
app.get('/feed', optionalAuth(api), (req, res) => {
  const caller: AuthContext | undefined = req.auth
  res.json({ subject: caller?.subject ?? 'anonymous' })
})

// No token, or an invalid one: anonymous, with the reason in `authFailure`.
app.get('/news', optionalAuth(api, { onInvalidToken: 'anonymous' }), (req, res) => {
  const caller: AuthContext | undefined = req.auth
  res.json({ subject: caller?.subject ?? 'anonymous', because: req.authFailure?.code })
})
// #endregion
