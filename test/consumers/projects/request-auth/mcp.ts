// An MCP server that also protects routes with the middleware of the MCP SDK, which declares Request.auth.
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { requireAuth, type AuthContext, type AuthenticatedRequest } from '@portcullis/express'
import express from 'express'

export const app = express()
export const other = requireBearerAuth
app.use(requireAuth())
app.get('/mcp', (req, res) => {
  const scopes: string[] | undefined = req.auth?.scopes
  res.json({ scopes, code: req.authFailure?.code })
})

export const callerOf = (req: AuthenticatedRequest): AuthContext => req.auth
