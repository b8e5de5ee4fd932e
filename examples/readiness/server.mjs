import { requireAuth } from '@portcullis/express'
import express from 'express'
import { logEvents } from './log-events.mjs'

logEvents()

const app = express()

// #region ready
const auth = requireAuth()

app.get('/ready', (_req, res) => {
  const { status, issuers } = auth.protectedResource.readiness()
  // With stale keys, the API still works.
  res.status(status === 'down' ? 503 : 200).json({ status, issuers })
})

app.get('/me', auth, (req, res) => {
  res.json({ subject: req.auth.subject })
})
// #endregion

// #region start
// Fetches the keys before the first request; if the issuer is down, it retries automatically.
await auth.protectedResource.warmUp()

const port = Number(process.env.PORT ?? 3000)
const server = app.listen(port, (error) => {
  if (error) throw error
  console.log(`http://localhost:${port}`)
})

process.once('SIGTERM', () => {
  // After the last answer: requests in progress still need the keys.
  server.close(() => void auth.protectedResource.close())
  server.closeIdleConnections()
})
// #endregion
