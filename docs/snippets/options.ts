import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region options
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
// #endregion

app.get('/messages', requireScopes('read:messages', 'write:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
