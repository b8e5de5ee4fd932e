import type { IncomingMessage, ServerResponse } from 'node:http'
import express from 'express'
import type { AuthContext } from '@portcullis/express'

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

export { mcp }
