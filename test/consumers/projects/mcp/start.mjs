// An MCP server on a framework, with an SDK, and its authorization server, which is that of the example.
//   node start.mjs express|fastify|nest-express|nest-fastify v1|v2 PORT ISSUER_PORT
import { createMcpExpressApp } from '@modelcontextprotocol/express'
import { createMcpFastifyApp } from '@modelcontextprotocol/fastify'
import { createAuthorizationServer } from './example/authorization-server.mjs'
import { createHandler } from './handlers.mjs'

const [framework, sdk, port, issuerPort] = process.argv.slice(2)
const issuer = `http://localhost:${issuerPort}`
const resource = `http://localhost:${port}/mcp`
const options = { issuer, resource, scopes: ['mcp:tools'] }
const handle = await createHandler(sdk)

const starts = {
  async express() {
    const { requireScopes } = await import('@portcullis/express')
    const { mcpAuth } = await import('@portcullis/express/mcp')
    const mcp = mcpAuth(options)
    const app = createMcpExpressApp()
    app.use(mcp.metadata)
    app.all('/mcp', mcp.guarded({ pay: requireScopes('mcp:pay') }, handle))
    return new Promise((resolve) => app.listen(Number(port), '127.0.0.1', resolve))
  },
  async fastify() {
    const { requireScopes } = await import('@portcullis/fastify')
    const { mcpAuth } = await import('@portcullis/fastify/mcp')
    const mcp = mcpAuth(options)
    const app = createMcpFastifyApp()
    await app.register(mcp)
    const route = mcp.guarded({ pay: requireScopes('mcp:pay') }, handle)
    app.route({ method: ['GET', 'POST', 'DELETE'], url: '/mcp', ...route })
    return app.listen({ port: Number(port), host: '127.0.0.1' })
  },
  'nest-express': () => nest('express'),
  'nest-fastify': () => nest('fastify')
}

async function nest(platform) {
  // Compiled by the test: decorators are TypeScript.
  const { createApp } = await import('./out/nest-server.js')
  const app = await createApp(platform, { issuer, resource, handle })
  return app.listen(Number(port), '127.0.0.1')
}

createAuthorizationServer(issuer, resource).listen(Number(issuerPort), '127.0.0.1')
await starts[framework]()
console.log(`MCP server ${resource}`)
