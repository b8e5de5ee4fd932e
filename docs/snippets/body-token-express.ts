import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region body
app.use(express.urlencoded({ extended: false })) // before requireAuth, which reads req.body
app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    tokenLocations: ['header', 'body']
  })
)
// #endregion

app.post('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
