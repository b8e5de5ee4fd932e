import express, { type RequestHandler } from 'express'
import { createProtectedResource } from '@portcullis/express'
import type { TokenVerifier } from '@portcullis/express/mcp'

export const app = express()

/** `OAuthError` of SDK v2. */
class OAuthError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Stands for that of SDK v2, which answers 401 to an `invalid_token` and 500 to a `server_error`. */
function requireBearerAuth({ verifier }: { verifier: TokenVerifier }): RequestHandler {
  return async (req, res, next) => {
    const error = await verifier.verifyAccessToken(req.headers.authorization?.slice(7) ?? '').then(
      () => undefined,
      (thrown: OAuthError) => thrown
    )
    if (error === undefined) return next()
    res.status(error.code === 'invalid_token' ? 401 : 500).end()
  }
}

export const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://mcp.example.com/mcp',
  resource: 'https://mcp.example.com/mcp',
  metadata: {}
})

// #region verifier
import { optionalAuth } from '@portcullis/express'
import { asTokenVerifier } from '@portcullis/express/mcp'

const verifier = asTokenVerifier(api, { OAuthError })
app.use('/mcp', optionalAuth(api, { onInvalidToken: 'anonymous' }), requireBearerAuth({ verifier }))
// #endregion

app.use('/mcp', (_req, res) => void res.json({ called: true }))
