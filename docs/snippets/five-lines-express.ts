// #region five-lines
import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
// #endregion

export { app }
