import OktaJwtVerifier from '@okta/jwt-verifier'
import express, { type Express } from 'express'

export function createApi(options: OktaJwtVerifier.VerifierOptions, audience: string): Express {
  // #region before
  const verifier = new OktaJwtVerifier(options) // { issuer: 'https://acme.okta.com/oauth2/default' }

  const app = express()
  app.use(async (req, res, next) => {
    const [, token] = /^Bearer (.+)$/.exec(req.headers.authorization ?? '') ?? []
    try {
      const { claims } = await verifier.verifyAccessToken(token ?? '', audience)
      res.locals['claims'] = claims
      next()
    } catch {
      res.sendStatus(401)
    }
  })

  app.get('/orders', (_req, res) => {
    const { scp, sub } = res.locals['claims'] as OktaJwtVerifier.JwtClaims
    if (!scp?.includes('orders.read')) return void res.sendStatus(403)
    res.json({ customer: sub })
  })
  // #endregion
  return app
}
