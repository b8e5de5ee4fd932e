import { requireAuth, requireScopes, type RequireAuthOptions } from '@portcullis/express'
import express from 'express'

/** The API. Without options, OAUTH_ISSUER and OAUTH_AUDIENCE say whose access tokens are valid. */
export function createApp(options?: RequireAuthOptions): express.Express {
  const app = express()
  app.use(requireAuth(options))
  app.get('/messages', requireScopes('read:messages'), (req, res) => {
    res.json({ hello: req.auth.subject })
  })
  return app
}
