import { requireScopes } from '@portcullis/core'
import { mcpAuth as onExpress } from '@portcullis/express/mcp'
import { mcpAuth as onFastify } from '@portcullis/fastify/mcp'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import type { ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { exchangeOne, fieldValues, requestBytes } from '../http/exchange-bytes.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { options as withAudience } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'

const { audience: _, ...trusted } = withAudience
const origin = 'https://mcp.example.test'
const wellKnown = '/.well-known/oauth-protected-resource'
const optionsAt = (path: string) => ({ ...trusted, resource: `${origin}${path}`, scopes: ['mcp:tools'] })
const tools = { pay: requireScopes('mcp:pay') }
const handle = (_request: unknown, response: ServerResponse): void => void response.end('{}')

/** MCP servers, each at `/mcp` of a router that is mounted at a prefix. */
function expressApi(framework: typeof express, prefixes: readonly string[]): Promise<Listening> {
  const app = framework()
  for (const prefix of prefixes) {
    const mcp = onExpress(optionsAt(`${prefix}/mcp`))
    onTestFinished(() => mcp.protectedResource.close())
    app.use(mcp.metadata)
    const router = framework.Router()
    router.all('/mcp', mcp.guarded(tools, handle))
    app.use(prefix, router)
  }
  return listen(app)
}

/** MCP servers, each at `/mcp` of a scope with a prefix. */
async function fastifyApi(prefixes: readonly string[]): Promise<Listening> {
  const app = Fastify()
  for (const prefix of prefixes)
    await app.register(
      async (scope) => {
        const mcp = onFastify(optionsAt(`${prefix}/mcp`))
        await scope.register(mcp)
        scope.route({ method: ['GET', 'POST', 'DELETE'], url: '/mcp', ...mcp.guarded(tools, handle) })
      },
      { prefix }
    )
  return listenFastify(app)
}

interface Place {
  readonly name: string
  start(prefixes: readonly string[]): Promise<Listening>
  /** The spellings that the framework takes for the address. */
  readonly reached: readonly string[]
}

const places: readonly Place[] = [
  {
    name: 'a mounted router of Express 4',
    start: (prefixes) => expressApi(express4, prefixes),
    reached: ['/v1/mcp/', '/v1//mcp', '/V1/mcp']
  },
  {
    name: 'a mounted router of Express 5',
    start: (prefixes) => expressApi(express, prefixes),
    reached: ['/v1/mcp/', '/V1/mcp']
  },
  { name: 'a prefix of Fastify 5', start: fastifyApi, reached: ['/v1/%6dcp', '/%76%31/mcp'] }
]

const challengeOf = (path: string): string =>
  `Bearer realm="${origin}${path}", scope="mcp:tools", resource_metadata="${origin}${wellKnown}${path}"`
const evil = [
  'Host: evil.example',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: http',
  'X-Forwarded-Prefix: /evil',
  'Forwarded: host=evil.example;proto=http'
]
/** The same route, written in another way. */
const spellings = ['/v1/mcp/', '//v1/mcp', '/v1//mcp', '/v1/%6dcp', '/%76%31/mcp', '/v1/x/../mcp', '/V1/mcp']

/** Sends a request with the headers of an attacker, and no others. */
const sendEvil = (port: number, method: string, target: string) => {
  const bytes = requestBytes(`${method} ${target} HTTP/1.1`, evil).toString('latin1')
  return exchangeOne(port, bytes.replace('Host: api.example.test\r\n', ''), method)
}

describe.each(places)('an MCP server in $name', ({ start, reached }) => {
  test('has the same challenge and document for a foreign host, also in absolute form', async () => {
    await withServer(start(['/v1']), async (port) => {
      const document = await send(port, { path: `${wellKnown}/v1/mcp` })
      expect(JSON.parse(document.body)).toMatchObject({ resource: `${origin}/v1/mcp` })
      for (const before of ['', 'http://evil.example']) {
        const refused = await sendEvil(port, 'GET', `${before}/v1/mcp`)
        expect([refused.status, fieldValues(refused.lines, 'www-authenticate')]).toEqual([
          401,
          [challengeOf('/v1/mcp')]
        ])
        for (const path of [`${wellKnown}/v1/mcp`, wellKnown]) {
          const served = await sendEvil(port, 'GET', `${before}${path}`)
          expect([served.status, served.body], path).toEqual([200, document.body])
        }
      }
    })
  })

  test('challenges another spelling of its address as it does the address, or knows no such route', async () => {
    await withServer(start(['/v1']), async (port) => {
      const answers = spellings.map(async (path) => {
        const { status, lines } = await sendEvil(port, 'POST', path)
        return [path, status, ...fieldValues(lines, 'www-authenticate')]
      })
      expect(await Promise.all(answers)).toEqual(
        spellings.map((path) => (reached.includes(path) ? [path, 401, challengeOf('/v1/mcp')] : [path, 404]))
      )
    })
  })

  test.each([
    `${wellKnown}/mcp`,
    `${wellKnown}/v1`,
    `/v1${wellKnown}`,
    `/v1${wellKnown}/mcp`,
    `${wellKnown}/v1/mcp/`
  ])('has no document at %s', async (path) => {
    await withServer(start(['/v1']), async (port) => {
      expect((await send(port, { path })).status).toBe(404)
    })
  })

  test('answers HEAD and OPTIONS for its document, and other methods with 405 and Allow', async () => {
    await withServer(start(['/v1']), async (port) => {
      const path = `${wellKnown}/v1/mcp`
      const { body } = await send(port, { path })
      const head = await send(port, { path, method: 'HEAD' })
      expect([head.status, head.body, head.headers['content-length']]).toEqual([
        200,
        '',
        [String(Buffer.byteLength(body))]
      ])
      const headers = { origin: 'https://inspector.example.test', 'access-control-request-method': 'GET' }
      const preflight = await send(port, { path, method: 'OPTIONS', headers })
      expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, ['*']])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const refused = await send(port, { path, method })
        expect([refused.status, refused.headers['allow'], refused.body], method).toEqual([
          405,
          ['GET, HEAD, OPTIONS'],
          ''
        ])
      }
    })
  })

  test('has a document of its own next to another one, and neither has the root form', async () => {
    await withServer(start(['/v1', '/v2']), async (port) => {
      for (const prefix of ['/v1', '/v2']) {
        const refused = await send(port, { path: `${prefix}/mcp` })
        expect(refused.headers['www-authenticate']).toEqual([challengeOf(`${prefix}/mcp`)])
        const { body } = await send(port, { path: `${wellKnown}${prefix}/mcp` })
        expect(JSON.parse(body)).toMatchObject({
          resource: `${origin}${prefix}/mcp`,
          scopes_supported: ['mcp:tools', 'mcp:pay']
        })
      }
      expect((await send(port, { path: wellKnown })).status).toBe(404)
    })
  })
})

test('the answers of an MCP server have the same bytes in a mounted router and in a prefix', async () => {
  const answers = places.map(({ start }) =>
    withServer(start(['/v1']), async (port) => {
      const sent = ['/v1/mcp', `${wellKnown}/v1/mcp`].map(async (path) =>
        contractBytes(await send(port, { path }))
      )
      return Promise.all(sent)
    })
  )
  const [first, ...others] = await Promise.all(answers)
  expect(others).toEqual([first, first])
})
