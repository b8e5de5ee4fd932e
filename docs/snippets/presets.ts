import { keycloak, requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

// #region presets
app.use(
  requireAuth(
    keycloak({ url: 'https://auth.example.com', realm: 'orders', audience: 'https://api.example.com' })
  )
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
