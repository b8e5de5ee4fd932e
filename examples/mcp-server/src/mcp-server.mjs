// An MCP server with two tools: every client with a token can say hello, and paying needs a scope more.
// #region server
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { requireScopes } from '@portcullis/express'
import { mcpAuth } from '@portcullis/express/mcp'
import express from 'express'
import { z } from 'zod'

function createServer() {
  const server = new McpServer({ name: 'shop', version: '1.0.0' })
  server.registerTool('hello', { description: 'Says hello', inputSchema: z.object({}) }, (_args, context) =>
    text(`hello ${context.http?.authInfo?.extra?.sub}`)
  )
  const amount = z.number().positive()
  server.registerTool('pay', { description: 'Pays', inputSchema: z.object({ amount }) }, (args, context) =>
    text(`${context.http?.authInfo?.extra?.sub} paid ${args.amount}`)
  )
  return server
}

const text = (/** @type {string} */ value) => ({
  content: [{ type: /** @type {const} */ ('text'), text: value }]
})

/**
 * Creates the application.
 *
 * @param {string} issuer
 * @param {string} resource The address of the MCP server, as clients know it.
 */
export function createApp(issuer, resource) {
  const mcp = mcpAuth({ issuer, resource, scopes: ['mcp:tools'] })
  const app = express()
  app.use(mcp.metadata)
  app.all(
    '/mcp',
    mcp.guarded({ pay: requireScopes('mcp:pay') }, toNodeHandler(createMcpHandler(createServer)))
  )
  return app
}
// #endregion
