import express, { type Express } from 'express'
import { auth, claimIncludes, requiredScopes } from 'express-oauth2-jwt-bearer'

export function createApi({ issuer, audience }: { issuer: string; audience: string }): Express {
  // #region before
  const app = express()
  app.use(auth({ issuerBaseURL: issuer, audience }))

  app.get('/orders', requiredScopes('orders:read'), (req, res) => {
    res.json({ customer: req.auth?.payload.sub })
  })

  app.delete('/orders', claimIncludes('permissions', 'orders:delete'), (_req, res) => {
    res.sendStatus(204)
  })
  // #endregion
  return app
}
