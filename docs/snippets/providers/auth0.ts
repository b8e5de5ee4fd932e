// #region protect
import { auth0, requireAuth, requirePermissions, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth(auth0({ domain: 'acme.eu.auth0.com', audience: 'https://orders.example.com/' })))

app.get('/orders', requireScopes('orders:read'), (req, res) => {
  res.json({ customer: req.auth.subject })
})

app.delete('/orders', requirePermissions('orders:delete'), (_req, res) => {
  res.sendStatus(204)
})

app.listen(3000)
// #endregion
