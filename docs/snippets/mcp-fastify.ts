import Fastify from 'fastify'
import { handle } from './mcp-express.ts'

export const app = Fastify()

// #region server
import { requireScopes } from '@portcullis/fastify'
import { mcpAuth } from '@portcullis/fastify/mcp'

const mcp = mcpAuth({
  issuer: 'https://auth.example.com',
  resource: 'https://mcp.example.com/mcp',
  scopes: ['mcp:tools']
})
await app.register(mcp)
app.all('/mcp', mcp.guarded({ pay: requireScopes('mcp:pay') }, handle))
// #endregion
