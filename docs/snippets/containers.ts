import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region inside
app.use(
  requireAuth({
    issuer: 'https://auth.example.com', // as in "iss"
    jwksUri: 'http://hydra:4444/.well-known/jwks.json', // where this API fetches the keys
    dangerouslyAllowHttp: ['hydra:4444'],
    audience: 'https://api.example.com'
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
