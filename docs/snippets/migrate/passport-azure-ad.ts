import { entra, requireAuth, requireScopes } from '@portcullis/express'
import express, { type Express } from 'express'

export function createApi(): Express {
  // #region after
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
  // #endregion
  return app
}
