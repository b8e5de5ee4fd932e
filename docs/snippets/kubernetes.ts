import { requireAuth, requireClaim } from '@portcullis/express'
import express from 'express'
import { readFile } from 'node:fs/promises'

export const app = express()

// The test names another file.
const TOKEN_FILE = process.env['TOKEN_FILE'] ?? '/var/run/secrets/kubernetes.io/serviceaccount/token'

// #region service-accounts
app.use(
  requireAuth({
    issuer: 'https://kubernetes.default.svc.cluster.local',
    jwksUri: 'https://kubernetes.default.svc.cluster.local/openid/v1/jwks',
    audience: 'orders-api',
    // The API server requires a token for its keys. Kubernetes renews the token in the file: read it each time.
    fetch: async (url, init) => {
      const authorization = `Bearer ${await readFile(TOKEN_FILE, 'utf8')}`
      return fetch(url, { ...init, headers: { ...init.headers, authorization } })
    }
  })
)

app.get('/orders', requireClaim('sub', 'system:serviceaccount:shop:billing'), (req, res) => {
  res.json({ for: req.auth.subject })
})
// #endregion
