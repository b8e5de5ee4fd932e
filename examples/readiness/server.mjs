import { requireAuth } from '@portcullis/express'
import express from 'express'
import { logEvents } from './log-events.mjs'

logEvents()

const app = express()

// #region readyz
const auth = requireAuth()
const { protectedResource } = auth

app.get('/readyz', (_req, res) => {
  const { status, issuers } = protectedResource.readiness()
  // With stale keys the API works, and with one of several issuers away for the others: that is for a person to see.
  const isDown = issuers.length > 0 && issuers.every((issuer) => issuer.status === 'down')
  res.status(isDown ? 503 : 200).json({ status, issuers })
})

app.get('/me', auth, (req, res) => {
  res.json({ subject: req.auth.subject })
})
// #endregion

// #region start
// Fetches the keys before the first request; while the issuer is away it goes on trying by itself.
await protectedResource.warmUp()

const port = Number(process.env.PORT ?? 3000)
const server = app.listen(port, (error) => {
  if (error) throw error
  console.log(`http://localhost:${port}`)
})

process.once('SIGTERM', () => {
  // After the last answer: requests that are under way still need the keys.
  server.close(() => void protectedResource.close())
  server.closeIdleConnections()
})
// #endregion
