import { requireAuth, requireScopes } from '@portcullis/express'
import express, { type Express } from 'express'

export function createApi({ issuer, audience }: { issuer: string; audience: string }): Express {
  // #region after
  const app = express()
  app.use(requireAuth({ issuer, audience }))

  app.get('/orders', requireScopes('orders:read'), (req, res) => {
    res.json({ customer: req.auth.subject })
  })
  // #endregion
  return app
}
