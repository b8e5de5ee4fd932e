import {
  createProtectedResource,
  receiveLogoutTokens,
  receiveSecurityEvents,
  requireAuth
} from '@portcullis/express'
import express from 'express'

export const app = express()

// #region logout
const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

// Before requireAuth: these requests have no access token.
app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web', 'mobile'] }))
app.post('/security-events', receiveSecurityEvents(api, { audience: 'https://api.example.com/events' }))

app.use(requireAuth(api))
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
