import express, { type Express } from 'express'
import { expressjwt, type Request } from 'express-jwt'
import jwksRsa from 'jwks-rsa'

interface Settings {
  issuer: string
  audience: string
  jwksUri: string
}

export function createApi({ issuer, audience, jwksUri }: Settings): Express {
  // #region before
  const app = express()
  app.use(
    expressjwt({
      secret: jwksRsa.expressJwtSecret({ jwksUri, cache: true, rateLimit: true }),
      issuer,
      audience,
      algorithms: ['RS256']
    })
  )

  app.get('/orders', (req: Request, res) => {
    const scopes = String(req.auth?.['scope'] ?? '').split(' ')
    if (!scopes.includes('orders:read')) return void res.sendStatus(403)
    res.json({ customer: req.auth?.sub })
  })
  // #endregion
  return app
}
