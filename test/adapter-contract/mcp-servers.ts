import { allOf, requireRoles, requireScopes } from '@portcullis/core'
import { mcpAuth as onExpress, type McpAuth as ExpressMcp, type McpHandler } from '@portcullis/express/mcp'
import { mcpAuth as onFastify } from '@portcullis/fastify/mcp'
import { PortcullisModule, RequireScopes } from '@portcullis/nestjs'
import { answerMcp, mcpAuth as onNest, McpEndpoint } from '@portcullis/nestjs/mcp'
import type { McpRequest, McpResponse } from '@portcullis/nestjs/mcp'
import { All, Controller, Module, Req, Res } from '@nestjs/common'
import fastifyCors from '@fastify/cors'
import cors from 'cors'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import type { SentRequest } from '../http/send.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { createNest, listenNest, type Platform } from '../targets/nestjs-api.ts'
import { accessToken, options as withAudience } from '../tokens/authority.ts'

const { audience: _, ...trusted } = withAudience
/** The issuer of the tokens. */
export const { issuer } = trusted
/** The address of the MCP server. */
export const resource = 'https://mcp.example.test/mcp'
/** The address of its metadata. */
export const metadataUrl = 'https://mcp.example.test/.well-known/oauth-protected-resource/mcp'
const options = { ...trusted, resource, scopes: ['mcp:tools'] }
/** In Nest, decorators require the base scopes. */
type NestOptions = typeof trusted & { resource: string; scopes: readonly string[] | undefined }
const tools = {
  pay: requireScopes('mcp:pay'),
  close: allOf(requireScopes('mcp:close'), requireRoles('owner'))
}

/** Answers with what an SDK would see. */
function echo(request: IncomingMessage & { auth?: object }, response: ServerResponse, body: unknown): void {
  const { auth } = request
  response.setHeader('Mcp-Session-Id', 'session-1')
  response.end(JSON.stringify({ auth: describeAuth(auth), body: body ?? null }))
}

function describeAuth(auth: object | undefined): unknown {
  if (auth === undefined) return null
  const read = (name: string): unknown => Reflect.get(auth, name)
  return {
    token: typeof read('token'),
    clientId: read('clientId'),
    scopes: read('scopes'),
    expiresAt: typeof read('expiresAt'),
    resource: String(read('resource')),
    resourceMetadataUrl: read('resourceMetadataUrl'),
    subject: subjectOf(read('extra'))
  }
}

function subjectOf(extra: unknown): unknown {
  return Reflect.get(Object(extra), 'sub')
}

/** How a server is set up. */
export interface Setup {
  readonly change?: object
  readonly parsed?: boolean
  readonly origin?: string
  /** What the CORS middleware exposes; by default nothing. */
  readonly exposed?: string
  readonly handle?: McpHandler<IncomingMessage, ServerResponse>
}

const exposing = (exposed: string | undefined): object =>
  exposed === undefined ? {} : { exposedHeaders: exposed }

/** Starts a server on Express. */
export function expressApi(
  framework: typeof express,
  { change, parsed, origin, exposed, handle = echo }: Setup
): Promise<Listening> {
  const app = framework()
  const mcp: ExpressMcp = onExpress({ ...options, ...change })
  if (origin !== undefined) app.use(cors({ origin, ...exposing(exposed) }))
  if (parsed === true) app.use(framework.json())
  app.use(mcp.metadata)
  app.all('/mcp', mcp.guarded(tools, handle))
  app.use('/plain', mcp, (req, res) => void res.json({ subject: req.auth.subject }))
  return listen(closeWith(app, mcp))
}

/** Starts a server on Fastify. */
export async function fastifyApi({ change, origin, exposed, handle = echo }: Setup): Promise<Listening> {
  const app = Fastify()
  const mcp = onFastify({ ...options, ...change })
  if (origin !== undefined) await app.register(fastifyCors, { origin, ...exposing(exposed) })
  await app.register(mcp)
  const route = mcp.guarded(tools, handle)
  app.route({ method: ['GET', 'POST', 'DELETE'], url: '/mcp', ...route })
  return listenFastify(app)
}

/** Starts a server on Nest. */
export async function nestApi(
  platform: Platform,
  { change, origin, exposed, handle = echo }: Setup
): Promise<Listening> {
  const given: NestOptions = { ...options, ...change }
  const { scopes = [], ...described } = given
  const [base, ...more] = scopes

  @Controller('mcp')
  class McpController {
    @All()
    @McpEndpoint(tools)
    answer(@Req() request: McpRequest, @Res() response: McpResponse) {
      return answerMcp(request, response, handle)
    }
  }
  if (base !== undefined) RequireScopes(base, ...more)(McpController)

  @Module({ imports: [PortcullisModule.forRoot(onNest(described))], controllers: [McpController] })
  class McpModule {}
  const app = await createNest(platform, McpModule)
  if (origin !== undefined) app.enableCors({ origin, ...exposing(exposed) })
  return listenNest(app)
}

/** MCP servers on every framework. */
export const targets: readonly { name: string; start(setup?: Setup): Promise<Listening> }[] = [
  { name: 'Express 4', start: (setup = {}) => expressApi(express4, setup) },
  { name: 'Express 5', start: (setup = {}) => expressApi(express, setup) },
  {
    name: 'Express 5 behind a parser',
    start: (setup = {}) => expressApi(express, { ...setup, parsed: true })
  },
  { name: 'Fastify 5', start: (setup = {}) => fastifyApi(setup) },
  { name: 'NestJS with Express', start: (setup = {}) => nestApi('express', setup) },
  { name: 'NestJS with Fastify', start: (setup = {}) => nestApi('fastify', setup) }
]

/** A call of a tool. */
export const call = (name: string) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } })

/** A request with a token that has these scopes, or without one. */
export function post(body: unknown, scope?: string, change: object = {}): SentRequest {
  const token = scope === undefined ? undefined : accessToken({ aud: resource, scope, ...change })
  return {
    method: 'POST',
    path: '/mcp',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
    },
    body: typeof body === 'string' ? body : JSON.stringify(body)
  }
}
