// #region protect
import { okta, requireAuth, requireAuthentication, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth(okta({ domain: 'acme.okta.com', audience: 'api://default' })))

app.get('/orders', requireScopes('orders.read'), (req, res) => {
  res.json({ customer: req.auth.claims['uid'] })
})

app.delete('/orders', requireAuthentication({ acr: 'urn:okta:loa:2fa:any' }), (_req, res) => {
  res.sendStatus(204)
})

app.listen(3000)
// #endregion
