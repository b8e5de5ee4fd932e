import fastifyCors from '@fastify/cors'
import { mcpAuth as onExpress } from '@portcullis/express/mcp'
import { mcpAuth as onFastify } from '@portcullis/fastify/mcp'
import { PortcullisModule, RequireScopes } from '@portcullis/nestjs'
import { answerMcp, mcpAuth as onNest, McpEndpoint } from '@portcullis/nestjs/mcp'
import type { McpRequest, McpResponse } from '@portcullis/nestjs/mcp'
import { All, Controller, Module, Req, Res } from '@nestjs/common'
import cors from 'cors'
import express from 'express'
import Fastify from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../http/listen.ts'
import { findFreePort } from '../programs/free-port.ts'
import { createNest, type Platform } from '../targets/nestjs-api.ts'
import { accessToken, options as withAudience } from '../tokens/authority.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'

const { audience: _, ...trusted } = withAudience

function handle(_request: unknown, response: ServerResponse): void {
  response.setHeader('Mcp-Session-Id', 'session-1')
  response.end('{}')
}

/** The address is that of the server: the page follows the challenge to the metadata. */
function optionsFor(port: number) {
  return { ...trusted, resource: `http://127.0.0.1:${port}/mcp`, scopes: ['mcp:tools'] }
}

async function startExpress(origin: string, port: number): Promise<Listening> {
  const mcp = onExpress(optionsFor(port))
  const app = express()
  app.use(mcp.metadata)
  app.use('/mcp', cors({ origin, methods: ['GET', 'POST', 'DELETE'] }))
  app.all('/mcp', mcp.guarded({}, handle))
  const server = app.listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve))
    await mcp.protectedResource.close()
  }
  return { port, origin: `http://127.0.0.1:${port}`, close }
}

async function startFastify(origin: string, port: number): Promise<Listening> {
  const app = Fastify()
  const mcp = onFastify(optionsFor(port))
  await app.register(fastifyCors, { origin, methods: ['GET', 'POST', 'DELETE'] })
  await app.register(mcp)
  app.route({ method: ['GET', 'POST', 'DELETE'], url: '/mcp', ...mcp.guarded({}, handle) })
  const address = await app.listen({ host: '127.0.0.1', port })
  return { port, origin: address, close: () => app.close() }
}

async function startNest(platform: Platform, origin: string, port: number): Promise<Listening> {
  const { scopes: _scopes, ...described } = optionsFor(port)

  @Controller('mcp')
  @RequireScopes('mcp:tools')
  class McpController {
    @All()
    @McpEndpoint()
    answer(@Req() request: McpRequest, @Res() response: McpResponse) {
      return answerMcp(request, response, handle)
    }
  }

  @Module({ imports: [PortcullisModule.forRoot(onNest(described))], controllers: [McpController] })
  class McpModule {}
  const app = await createNest(platform, McpModule)
  app.enableCors({ origin, methods: ['GET', 'POST', 'DELETE'] })
  await app.listen(port, '127.0.0.1')
  return { port, origin: `http://127.0.0.1:${port}`, close: () => app.close() }
}

describe.skipIf(!isChromiumThere())('a page of another origin', () => {
  let browser: Browser
  let page: Listening

  beforeAll(async () => {
    browser = await launchChromium()
    page = await listen(express().get('/', (_req, res) => void res.type('html').send('<p>client')))
  })

  afterAll(async () => {
    await browser.close()
    await page.close()
  })

  it.each<[string, (origin: string, port: number) => Promise<Listening>]>([
    ['Express', startExpress],
    ['Fastify', startFastify],
    ['NestJS with Express', (...address) => startNest('express', ...address)],
    ['NestJS with Fastify', (...address) => startNest('fastify', ...address)]
  ])('reads challenge, metadata and session of an MCP server on %s', async (_name, start) => {
    const server = await start(page.origin, await findFreePort())
    const tab = await browser.newPage()
    try {
      await tab.goto(page.origin)
      const seen = await tab.evaluate(readAsClient, {
        address: `${server.origin}/mcp`,
        token: accessToken({ aud: `${server.origin}/mcp`, scope: 'mcp:tools' })
      })
      expect(seen).toEqual({
        status: 401,
        scope: 'mcp:tools',
        resource: `${server.origin}/mcp`,
        session: 'session-1'
      })
    } finally {
      await tab.close()
      await server.close()
    }
  })
})

/** What a client in a page does before and after the user signs in. Runs in the browser. */
async function readAsClient({ address, token }: { address: string; token: string }): Promise<object> {
  const headers = { 'content-type': 'application/json', 'mcp-protocol-version': '2026-07-28' }
  const refused = await fetch(address, { method: 'POST', headers, body: '{}' })
  const challenge = refused.headers.get('www-authenticate') ?? ''
  const parameter = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'u').exec(challenge)?.[1] ?? ''
  const metadata: unknown = await (
    await fetch(parameter('resource_metadata'), { headers: { 'mcp-protocol-version': '2026-07-28' } })
  ).json()
  const authorization = `Bearer ${token}`
  const passed = await fetch(address, { method: 'POST', headers: { ...headers, authorization }, body: '{}' })
  return {
    status: refused.status,
    scope: parameter('scope'),
    resource: Reflect.get(Object(metadata), 'resource') as unknown,
    session: passed.headers.get('mcp-session-id')
  }
}
