import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()

app.get('/public', (_req, res) => {
  res.json({ message: 'Anybody may read this.' })
})

// Everything below needs an access token. Without arguments, OAUTH_ISSUER and OAUTH_AUDIENCE say whose.
app.use(requireAuth())

app.get('/me', (req, res) => {
  res.json({ subject: req.auth.subject })
})

app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ messages: [`Hello, ${req.auth.subject}!`] })
})

const port = Number(process.env.PORT ?? 3000)
app.listen(port, (error) => {
  if (error) throw error
  console.log(`http://localhost:${port}`)
})
