import { requireAuth } from '@portcullis/express'
import express from 'express'

const app = express()

// #region tls
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    mutualTls: true
  })
)

export function listen(): void {
  const tls = { key: readFileSync('server.key'), cert: readFileSync('server.pem') }
  createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, app).listen(443)
}
// #endregion

const behindProxy = express()
// #region proxy
import { clientCertificateHeader } from '@portcullis/express'

behindProxy.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    mutualTls: { certificate: clientCertificateHeader('nginx'), trustedProxies: ['10.0.0.0/8'] }
  })
)
// #endregion

export { behindProxy }
