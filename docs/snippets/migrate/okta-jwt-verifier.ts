import { okta, requireAuth, requireScopes } from '@portcullis/express'
import express, { type Express } from 'express'

export function createApi(): Express {
  // #region after
  const app = express()
  app.use(requireAuth(okta({ domain: 'acme.okta.com', audience: 'api://default' })))

  app.get('/orders', requireScopes('orders.read'), (req, res) => {
    res.json({ customer: req.auth.subject })
  })
  // #endregion
  return app
}
