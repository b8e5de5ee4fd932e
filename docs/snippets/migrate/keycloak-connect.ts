import { keycloak, requireAuth, requireRoles } from '@portcullis/express'
import express, { type Express } from 'express'

export function createApi(url: string): Express {
  // #region after
  const app = express()
  app.use(requireAuth(keycloak({ url, realm: 'shop', audience: 'orders-api', clientRoles: ['orders-api'] })))

  app.get('/orders', requireRoles('clerk'), (req, res) => {
    res.json({ customer: req.auth.subject })
  })
  // #endregion
  return app
}
