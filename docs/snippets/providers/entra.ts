// #region protect
import { anyOf, entra, requireAuth, requireRoles, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(
  requireAuth(
    entra({
      tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
      audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
    })
  )
)

app.get('/orders', requireScopes('orders.read'), (req, res) => {
  res.json({ customer: req.auth.claims['oid'] })
})

// A user with the scope, or an app with the role.
app.get('/reports', anyOf(requireScopes('orders.read'), requireRoles('Orders.Read.All')), (_req, res) => {
  res.json([])
})

app.delete('/orders', requireRoles('Orders.Admin'), (_req, res) => {
  res.sendStatus(204)
})

app.listen(3000)
// #endregion
