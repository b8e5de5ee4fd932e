import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region issuers
app.use(
  requireAuth({
    audience: 'https://api.example.com', // for all issuers without their own audience
    issuers: [
      { issuer: 'https://auth.example.com' },
      { issuer: 'https://legacy.example.com/', audience: 'legacy-api', algorithms: ['RS256'] }
    ]
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject, from: req.auth.issuer })
})
