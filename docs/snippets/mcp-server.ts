import type { IncomingMessage, ServerResponse } from 'node:http'
import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

/** `AuthInfo` of the MCP SDK, as it is declared there. */
interface AuthInfo {
  token: string
  clientId: string
  scopes: string[]
  expiresAt?: number
  resource?: URL
  extra?: Record<string, unknown>
}

/** The one method of `StreamableHTTPServerTransport` that is used; the test brings a transport along. */
export interface Transport {
  handleRequest(req: IncomingMessage & { auth?: AuthInfo }, res: ServerResponse, body: unknown): Promise<void>
}

export const app = express()

let transport: Transport | undefined

/** Sets the transport. */
export function connect(other: Transport): void {
  transport = other
}

// #region mcp
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com/mcp' }))

app.post('/mcp', requireScopes('mcp:tools'), express.json(), async (req, res) => {
  await transport?.handleRequest(req, res, req.body) // tools find the caller in `authInfo`
})
// #endregion
