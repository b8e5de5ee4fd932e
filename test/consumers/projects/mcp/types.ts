// What users write in TypeScript, against the types of both SDKs.
import { toNodeHandler } from '@modelcontextprotocol/node'
import { requireBearerAuth as requireV2 } from '@modelcontextprotocol/express'
import { InvalidTokenError, ServerError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { requireBearerAuth as requireV1 } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { createMcpHandler, McpServer, OAuthError } from '@modelcontextprotocol/server'
import { requireScopes } from '@portcullis/express'
import { asTokenVerifier, mcpAuth } from '@portcullis/express/mcp'
import { requireScopes as requireOnFastify } from '@portcullis/fastify'
import { mcpAuth as onFastify } from '@portcullis/fastify/mcp'
import { All, Controller, Req, Res } from '@nestjs/common'
import { PortcullisModule, requireScopes as requireOnNest } from '@portcullis/nestjs'
import { answerMcp, McpEndpoint, mcpAuth as onNest } from '@portcullis/nestjs/mcp'
import express, { type Request, type Response } from 'express'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'

const options = {
  issuer: 'https://auth.example.com',
  resource: 'https://mcp.example.com/mcp',
  scopes: ['mcp']
}
const v2 = toNodeHandler(createMcpHandler(() => new McpServer({ name: 'shop', version: '1.0.0' })))
const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })

const mcp = mcpAuth(options)
const app = express()
app.use(mcp.metadata)
app.all(
  '/v1',
  mcp.guarded({ pay: requireScopes('pay') }, (req, res, body) => transport.handleRequest(req, res, body))
)
app.all('/v2', mcp.guarded(requireScopes('pay'), v2))

const api = mcp.protectedResource
app.use('/sdk', requireV1({ verifier: asTokenVerifier(api, { InvalidTokenError, ServerError }) }))
app.use('/sdk', requireV2({ verifier: asTokenVerifier(api, { OAuthError }) }))

const fastify = Fastify()
const other = onFastify(options)
await fastify.register(other)
fastify.all('/mcp', other.guarded({ pay: requireOnFastify('pay') }, v2))
fastify.route({ method: ['GET', 'POST'], url: '/other', ...other.guarded({}, v2) })

const { scopes: _, ...described } = options
PortcullisModule.forRoot(onNest(described), { name: 'mcp' })

// The types of a platform fit, too.
@Controller()
export class McpControllers {
  @All('express')
  @McpEndpoint({ pay: requireOnNest('pay') })
  express(@Req() request: Request, @Res() response: Response) {
    return answerMcp(request, response, (req, res, body) => transport.handleRequest(req, res, body))
  }

  @All('fastify')
  @McpEndpoint(requireOnNest('pay'))
  fastify(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return answerMcp(request, reply, v2)
  }
}
