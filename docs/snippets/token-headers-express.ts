import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region cloudflare
app.use((req, _res, next) => {
  const token = req.get('Cf-Access-Jwt-Assertion')
  if (token !== undefined) req.headers.authorization = `Bearer ${token}`
  next()
})
app.use(
  requireAuth({
    issuer: 'https://acme.cloudflareaccess.com',
    jwksUri: 'https://acme.cloudflareaccess.com/cdn-cgi/access/certs',
    audience: '32eafc7626e737e5a3a9dc6b58eb9a1e' // the AUD tag of the application
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
