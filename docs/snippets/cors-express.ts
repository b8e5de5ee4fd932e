// #region cors
import { requireAuth } from '@portcullis/express'
import cors from 'cors'
import express from 'express'

const app = express()
app.use(cors({ origin: 'https://app.example.com', exposedHeaders: ['WWW-Authenticate', 'Retry-After'] }))
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})

export { app }
