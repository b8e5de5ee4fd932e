// #region protect
import { keycloak, requireAuth, requireRoles, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(
  requireAuth(
    keycloak({
      url: 'https://sso.example.com',
      realm: 'shop',
      audience: 'orders-api',
      clientRoles: ['orders-api']
    })
  )
)

app.get('/orders', requireScopes('orders:read'), (req, res) => {
  res.json({ customer: req.auth.subject })
})

app.delete('/orders', requireRoles('orders-admin'), (_req, res) => {
  res.sendStatus(204)
})

app.listen(3000)
// #endregion
