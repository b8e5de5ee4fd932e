import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region ready
const auth = requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

app.get('/ready', (_req, res) => {
  const { status, issuers } = auth.protectedResource.readiness()
  // With stale keys, the API still works.
  res.status(status === 'down' ? 503 : 200).json({ status, issuers })
})

app.use(auth)

await auth.protectedResource.warmUp() // metadata and keys before the first request; never rejects
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
