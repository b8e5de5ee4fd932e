// The tools of the example, and those of the conformance tests, with either SDK.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addConformanceTools } from './conformance-tools.mjs'

const text = (value) => ({ content: [{ type: 'text', text: value }] })

function addTools(server, callerOf) {
  const subjectOf = (context) => {
    const { token, resource, extra } = callerOf(context)
    if (typeof token !== 'string' || !(resource instanceof URL)) throw new Error('no AuthInfo')
    return extra.sub
  }
  server.registerTool(
    'hello',
    { description: 'Says hello', inputSchema: z.object({}) },
    async (_args, context) => text(`hello ${subjectOf(context)}`)
  )
  const inputSchema = z.object({ amount: z.number() })
  server.registerTool('pay', { description: 'Pays', inputSchema }, async ({ amount }, context) =>
    text(`${subjectOf(context)} paid ${amount}`)
  )
}

/** SDK v1: one transport for each session. */
async function v1() {
  const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js')
  const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js')
  const sessions = new Map()
  return async (request, response, body) => {
    const id = request.headers['mcp-session-id']
    let transport = sessions.get(id)
    if (transport === undefined) {
      if (id !== undefined || request.method !== 'POST') return response.writeHead(404).end()
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (session) => void sessions.set(session, transport)
      })
      const server = new McpServer({ name: 'shop', version: '1.0.0' }, { capabilities: { logging: {} } })
      addTools(server, (extra) => extra.authInfo)
      await addConformanceTools(server, 'v1')
      await server.connect(transport)
    }
    await transport.handleRequest(request, response, body)
  }
}

/** SDK v2: one handler for all requests, without sessions. */
async function v2() {
  const { createMcpHandler, McpServer } = await import('@modelcontextprotocol/server')
  const { toNodeHandler } = await import('@modelcontextprotocol/node')
  const create = async () => {
    const server = new McpServer({ name: 'shop', version: '1.0.0' }, { capabilities: { logging: {} } })
    addTools(server, (context) => context.http.authInfo)
    await addConformanceTools(server, 'v2')
    return server
  }
  return toNodeHandler(createMcpHandler(create))
}

/** Creates what answers MCP requests: `handle(request, response, body)`. */
export const createHandler = (sdk) => ({ v1, v2 })[sdk]()
