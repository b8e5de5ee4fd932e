import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

export const app = express()
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))

// #region server-sent-events
app.get('/events', requireScopes('read:messages'), (req, res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  res.write(`event: hello\ndata: ${JSON.stringify({ for: req.auth.subject })}\n\n`)
  // The stream must not outlive the token.
  const milliseconds = Math.min(req.auth.expiresAt * 1000 - Date.now(), 2 ** 31 - 1)
  const timer = setTimeout(() => res.end(), milliseconds)
  res.once('close', () => clearTimeout(timer))
})
// #endregion
