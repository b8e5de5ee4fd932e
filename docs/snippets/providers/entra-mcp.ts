import type { IncomingMessage, ServerResponse } from 'node:http'
import express from 'express'

/** Stands for the handler of an SDK. */
const handle = (_request: IncomingMessage, response: ServerResponse): void => void response.end('{}')

// #region mcp
import { entra, requireAuth, requireScopes } from '@portcullis/express'

const app = express()
const auth = requireAuth({
  ...entra({
    tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
    audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
  }),
  resource: 'https://mcp.example.com/mcp',
  metadata: { scopes: ['https://mcp.example.com/mcp/tools'] }
})
app.use(auth)
app.all('/mcp', requireScopes('tools'), handle)
// #endregion

export { app, auth }
