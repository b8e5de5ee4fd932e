import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region tenants
app.use(
  requireAuth({
    audience: 'https://api.example.com',
    issuers: [
      {
        issuer: 'https://auth.example.com/{tenantid}/v2.0',
        tenants: ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
      }
    ]
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject, from: req.auth.issuer })
})
