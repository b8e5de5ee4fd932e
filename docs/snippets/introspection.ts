import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region opaque
app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    introspection: {
      clientId: 'my-api',
      clientSecret: process.env['API_CLIENT_SECRET'] ?? ''
    }
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
