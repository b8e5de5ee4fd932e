import type { IncomingMessage, ServerResponse } from 'node:http'
import express from 'express'
import { createProtectedResource, type AuthContext } from '@portcullis/express'

/** Stands for the handler of an SDK: answers with the caller that a tool would see. */
export function handle(request: IncomingMessage & { auth: AuthContext }, response: ServerResponse): void {
  response.end(JSON.stringify({ subject: request.auth.extra['sub'] }))
}

export const app = express()

// #region server
import { requireScopes } from '@portcullis/express'
import { mcpAuth } from '@portcullis/express/mcp'

const mcp = mcpAuth({
  issuer: 'https://auth.example.com',
  resource: 'https://mcp.example.com/mcp',
  scopes: ['mcp:tools']
})
app.use(mcp.metadata)
app.all('/mcp', mcp.guarded({ pay: requireScopes('mcp:pay') }, handle))
// #endregion

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://mcp.example.com'
})

/** `OAuthError` of SDK v2. */
class OAuthError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

// #region verifier
import { asTokenVerifier } from '@portcullis/express/mcp'

const verifier = asTokenVerifier(api, { OAuthError })
// #endregion

export { api, mcp, verifier }
