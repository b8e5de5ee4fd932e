import express from 'express'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { call, expressApi, fastifyApi, nestApi, post, resource, targets, type Setup } from './mcp-servers.ts'

describe.each(targets)('a request to an MCP server on $name', ({ start }) => {
  test.each(['text/plain', 'application/jsonx', 'x; application/json', 'application/json; charset=utf-8'])(
    'does not let a call of a guarded tool pass as %s',
    async (type) => {
      await withServer(start(), async (port) => {
        const request = post(call('pay'), 'mcp:tools')
        const { status } = await send(port, {
          ...request,
          headers: { ...request.headers, 'content-type': type }
        })
        expect([403, 415]).toContain(status)
      })
    }
  )

  test.each(['{', '"text"'])('answers the body %j as a fault of the client', async (body) => {
    await withServer(start(), async (port) => {
      const { status } = await send(port, post(body, 'mcp:tools'))
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    })
  })

  // With zod before 4.4, the SDKs copy the parameters, and find the name of the tool in their prototype.
  test('does not let a call pass that hides the name of a guarded tool in __proto__', async () => {
    await withServer(start(), async (port) => {
      const hidden = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"__proto__":{"name":"pay"}}}'
      for (const body of [hidden, `[${hidden}]`]) {
        const { status } = await send(port, post(body, 'mcp:tools'))
        // Parsers of Fastify refuse such a body.
        expect([400, 403]).toContain(status)
      }
    })
  })

  test('decides about a batch of a hundred calls once for each tool', async () => {
    await withServer(start(), async (port) => {
      const batch = Array.from({ length: 100 }, (_, index) =>
        call(['hello', 'pay', 'unknown'][index % 3] ?? '')
      )
      const { status, headers } = await send(port, post(batch, 'mcp:tools'))
      expect([status, headers['www-authenticate']]).toEqual([
        403,
        [expect.stringContaining(', scope="mcp:tools mcp:pay", ')]
      ])
      expect((await send(port, post(batch, 'mcp:tools mcp:pay'))).status).toBe(200)
      expect((await send(port, post([batch], 'mcp:tools mcp:pay'))).status).toBe(403)
    })
  })

  test('requires only the base scope for requests without a body', async () => {
    await withServer(start(), async (port) => {
      const authorization = `Bearer ${accessToken({ aud: resource, scope: 'mcp:tools' })}`
      for (const method of ['GET', 'DELETE'])
        expect((await send(port, { method, path: '/mcp', headers: { authorization } })).status).toBe(200)
    })
  })

  test('exposes challenge and session to pages of other origins, and keeps the fields of CORS', async () => {
    const origin = 'https://inspector.example.test'
    await withServer(start({ origin }), async (port) => {
      const refused = await send(port, { path: '/mcp', headers: { origin } })
      const request = post(call('hello'), 'mcp:tools')
      const passed = await send(port, { ...request, headers: { ...request.headers, origin } })
      expect([refused.status, passed.status]).toEqual([401, 200])
      for (const { headers } of [refused, passed]) {
        expect(headers['access-control-expose-headers']).toEqual(['WWW-Authenticate, Mcp-Session-Id'])
        expect(headers['access-control-allow-origin']).toEqual([origin])
      }
    })
  })

  test('leaves what the CORS middleware exposes as it is', async () => {
    const origin = 'https://inspector.example.test'
    await withServer(start({ origin, exposed: 'Mcp-Session-Id' }), async (port) => {
      const { headers } = await send(port, { path: '/mcp', headers: { origin } })
      expect(headers['access-control-expose-headers']).toEqual(['Mcp-Session-Id'])
    })
  })

  test('without base scopes, requires the scopes of tools only', async () => {
    await withServer(start({ change: { scopes: undefined } }), async (port) => {
      const answers = [post(call('hello'), 'other'), post(call('pay'), 'other'), post(call('pay'), 'mcp:pay')]
      const statuses = answers.map(async (request) => (await send(port, request)).status)
      expect(await Promise.all(statuses)).toEqual([200, 403, 200])
      const { headers } = await send(port, post(call('pay')))
      expect(headers['www-authenticate']).toEqual([expect.not.stringContaining('scope=')])
    })
  })

  test('offers Bearer before DPoP', async () => {
    await withServer(start({ change: { dpop: true } }), async (port) => {
      const { headers } = await send(port, post(call('hello')))
      expect(headers['www-authenticate']?.map((line) => line.split(' ')[0])).toEqual(['Bearer', 'DPoP'])
    })
  })

  test('adds nothing to a challenge that the handler writes, as tools of SDK v2 do', async () => {
    const own = 'Bearer error="insufficient_scope", scope="mcp:tools mcp:refund"'
    const handle = (_request: unknown, response: ServerResponse): void =>
      void response.writeHead(403, { 'WWW-Authenticate': own }).end('{"error":"insufficient_scope"}')
    await withServer(start({ handle }), async (port) => {
      const { status, headers, body } = await send(port, post(call('refund'), 'mcp:tools'))
      expect([status, headers['www-authenticate'], body]).toEqual([
        403,
        [own],
        '{"error":"insufficient_scope"}'
      ])
    })
  })

  test.each<[string, () => unknown]>([
    ['throws', () => throwIt(new Error('defect'))],
    ['throws undefined', () => throwIt(undefined)],
    ['rejects with nothing', () => Promise.reject()],
    ['rejects with null', () => Promise.reject(null)]
  ])('answers 500 if what handles the request %s before it answers', async (_what, handle) => {
    await withServer(start({ handle }), async (port) => {
      expect((await send(port, post(call('hello'), 'mcp:tools'))).status).toBe(500)
    })
  })
})

test.each([
  ['Express', () => expressApi(express, { change: { resource: 'https://mcp.example.test' } })],
  ['Fastify', () => fastifyApi({ change: { resource: 'https://mcp.example.test' } })],
  ['NestJS', () => nestApi('express', { change: { resource: 'https://mcp.example.test' } })]
])(
  verifies(
    'C-4',
    'a resource without a path on %s accepts tokens for both spellings of its URL, and no others'
  ),
  async (_name, start) => {
    await withServer(start(), async (port) => {
      const audiences = [
        'https://mcp.example.test',
        'https://mcp.example.test/',
        resource,
        'https://mcp.example'
      ]
      const answers = audiences.map((aud) => send(port, post(call('hello'), 'mcp:tools', { aud })))
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 401, 401])
    })
  }
)

test('the middleware of mcpAuth requires the base scope of every request in Express', async () => {
  await withServer(expressApi(express, {}), async (port) => {
    const statusFor = async (scope: string) => {
      const authorization = `Bearer ${accessToken({ aud: resource, scope })}`
      const { status, headers } = await send(port, { path: '/plain', headers: { authorization } })
      return [status, headers['access-control-expose-headers']]
    }
    expect(await statusFor('mcp:tools')).toEqual([200, ['WWW-Authenticate, Mcp-Session-Id']])
    expect(await statusFor('mcp:pay')).toEqual([403, ['WWW-Authenticate, Mcp-Session-Id']])
  })
})

test.each<[string, (setup: Setup) => Promise<Listening>]>([
  ['Fastify', fastifyApi],
  ['NestJS with Express', (setup) => nestApi('express', setup)],
  ['NestJS with Fastify', (setup) => nestApi('fastify', setup)]
])(
  'an answer that has begun ends incomplete on %s if what handles the request fails',
  async (_name, start) => {
    const handle = async (_request: unknown, response: ServerResponse): Promise<never> => {
      response.writeHead(200)
      await new Promise<void>((resolve) => response.write('begun', () => resolve()))
      throw new Error('defect')
    }
    await withServer(start({ handle }), async (port) => {
      await expect(send(port, post(call('hello'), 'mcp:tools'))).rejects.toThrow('aborted')
    })
  }
)

function throwIt(value: unknown): never {
  throw value
}
