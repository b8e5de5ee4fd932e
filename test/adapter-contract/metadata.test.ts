import { allowInsecureRequests, customFetch } from 'oauth4webapi'
import { processResourceDiscoveryResponse, resourceDiscoveryRequest } from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { exchangeOne, fieldValues, requestBytes } from '../http/exchange-bytes.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, issuer, options } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'

const wellKnown = '/.well-known/oauth-protected-resource'
const origin = 'https://api.example.test'
const resource = `${origin}/orders`
const metadataUrl = `${origin}${wellKnown}/orders`
/** All that the guards of the API under test require: on Fastify, the metadata lists it anyway. */
const scopes = ['read:messages', 'write:messages', 'admin']
const described = { ...options, resource, metadata: { scopes } }

const document = {
  resource,
  authorization_servers: [issuer],
  scopes_supported: scopes,
  bearer_methods_supported: ['header']
}

/** Each identifier with the request target of its metadata. */
const identifiers: readonly (readonly [string, string])[] = [
  [origin, wellKnown],
  [`${origin}/`, wellKnown],
  [resource, `${wellKnown}/orders`],
  [`${resource}/`, `${wellKnown}/orders/`],
  [`${resource}?tenant=acme`, `${wellKnown}/orders?tenant=acme`],
  [`${origin}/caf%C3%A9/v1`, `${wellKnown}/caf%C3%A9/v1`]
]

/** Sends what a client sends to the API to a port of loopback instead. */
const through =
  (port: number, sent: string[]) =>
  (url: string, init: object): Promise<Response> => {
    sent.push(url)
    return fetch(url.replace(origin, `http://127.0.0.1:${port}`), init)
  }

describe.each(targets)('on $name', ({ start }) => {
  test.each(identifiers)(
    verifies('P-1', 'P-2', 'P-3', 'P-4', 'oauth4webapi accepts the metadata of %s'),
    async (identifier, target) => {
      await withServer(start({ ...described, resource: identifier }), async (port) => {
        const sent: string[] = []
        const expected = new URL(identifier)
        const response = await resourceDiscoveryRequest(expected, {
          [customFetch]: through(port, sent),
          [allowInsecureRequests]: true
        })
        expect(sent).toEqual([`${origin}${target}`])
        expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
        const accepted = await processResourceDiscoveryResponse(expected, response)
        expect(accepted).toEqual({ ...document, resource: identifier })
      })
    }
  )

  test(
    verifies('P-11', 'P-12', 'the URL in the challenges of 401 and 403 leads to the metadata'),
    async () => {
      await withServer(start(described), async (port) => {
        const authorization = `Bearer ${accessToken({ scope: 'other' })}`
        const answers = [
          await send(port, { path: '/protected' }),
          await send(port, { path: '/protected', headers: { authorization: 'Bearer abc' } }),
          await send(port, { path: '/messages', headers: { authorization } })
        ]
        expect(answers.map(({ status }) => status)).toEqual([401, 401, 403])
        for (const { headers } of answers)
          expect(headers['www-authenticate']?.join()).toMatch(
            new RegExp(`, resource_metadata="${metadataUrl}"$`, 'u')
          )
        const found = await send(port, { path: new URL(metadataUrl).pathname })
        expect([found.status, JSON.parse(found.body)]).toEqual([200, document])
      })
    }
  )

  test(
    verifies('P-16', 'H-15', 'the metadata needs no token and answers GET, HEAD and OPTIONS'),
    async () => {
      await withServer(start(described), async (port) => {
        const path = `${wellKnown}/orders`
        const get = await send(port, { path })
        const head = await send(port, { path, method: 'HEAD' })
        const preflight = await send(port, {
          path,
          method: 'OPTIONS',
          headers: {
            origin: 'https://inspector.example.test',
            'access-control-request-method': 'GET',
            'access-control-request-headers': 'mcp-protocol-version'
          }
        })
        const post = await send(port, {
          path,
          method: 'POST',
          headers: { 'content-type': 'text/odd' },
          body: 'x'
        })
        expect([get, head, preflight, post].map(({ status }) => status)).toEqual([200, 200, 204, 405])
        for (const { headers } of [get, head, preflight, post])
          expect(headers['access-control-allow-origin']).toEqual(['*'])
        expect(head.headers['content-length']).toEqual([String(Buffer.byteLength(get.body))])
        expect(preflight.headers['access-control-allow-headers']).toEqual(['mcp-protocol-version'])
        expect(post.headers['allow']).toEqual(['GET, HEAD, OPTIONS'])
        expect([head.body, preflight.body, post.body]).toEqual(['', '', ''])
      })
    }
  )

  test(verifies('P-13', 'caches keep the metadata for a minute'), async () => {
    await withServer(start(described), async (port) => {
      const { headers } = await send(port, { path: `${wellKnown}/orders` })
      expect(headers['cache-control']).toEqual(['public, max-age=60'])
    })
  })

  test(
    verifies('P-15', 'H-20', 'a foreign host in the request changes neither metadata nor challenge'),
    async () => {
      await withServer(start(described), async (port) => {
        const headers = {
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'http',
          'x-forwarded-prefix': '/evil',
          forwarded: 'host=evil.example'
        }
        const plain = await send(port, { path: '/protected' })
        const foreign = await send(port, { path: '/protected', headers })
        expect(contractBytes(foreign)).toEqual(contractBytes(plain))
        const served = await send(port, { path: `${wellKnown}/orders`, headers })
        expect(JSON.parse(served.body)).toEqual(document)
        const line = `GET http://evil.example${wellKnown}/orders HTTP/1.1`
        const absolute = await exchangeOne(port, requestBytes(line, []))
        expect([absolute.status, JSON.parse(absolute.body)]).toEqual([200, document])
      })
    }
  )

  test.each(['/protected/', '//protected', '/%70rotected', '/messages/../protected', '/nothing'])(
    verifies('P-15', 'the spelling %s of a path does not change the challenge'),
    async (path) => {
      await withServer(start(described), async (port) => {
        const { status, lines } = await exchangeOne(port, requestBytes(`GET ${path} HTTP/1.1`, []))
        const expected = status === 404 ? [] : [expect.stringContaining(`resource_metadata="${metadataUrl}"`)]
        expect([401, 404]).toContain(status)
        expect(fieldValues(lines, 'www-authenticate')).toEqual(expected)
      })
    }
  )

  test.each([
    `${wellKnown}/orders/`,
    `${wellKnown}//orders`,
    `/${wellKnown}/orders`,
    `${wellKnown}/%6Frders`,
    `${wellKnown}/orders/../orders`,
    `${wellKnown}/bills`,
    `/orders${wellKnown}`,
    `${wellKnown}/orders?a=b`
  ])(verifies('P-1', 'the target %s is not that of the metadata'), async (path) => {
    await withServer(start(described), async (port) => {
      const { status, body } = await exchangeOne(port, requestBytes(`GET ${path} HTTP/1.1`, []))
      expect([401, 404]).toContain(status)
      expect(body).not.toContain(resource)
    })
  })

  test('the metadata of the only resource is also at the well-known path without a suffix', async () => {
    await withServer(start(described), async (port) => {
      const { status, body } = await send(port, { path: wellKnown })
      expect([status, JSON.parse(body)]).toEqual([200, document])
    })
  })

  test('without the option nothing is published', async () => {
    await withServer(start({ ...options, resource }), async (port) => {
      const published = await send(port, { path: `${wellKnown}/orders` })
      const refused = await send(port, { path: '/protected' })
      expect([401, 404]).toContain(published.status)
      expect(refused.headers['www-authenticate']).toEqual([`Bearer realm="${resource}"`])
    })
  })
})

test('the metadata has the same bytes on every framework', async () => {
  const answers: unknown[] = []
  for (const { start } of targets)
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE'])
      answers.push(
        await withServer(start(described), async (port) => {
          const { headers, ...answer } = await send(port, { path: `${wellKnown}/orders`, method })
          const { date: _, connection: __, 'keep-alive': ___, ...kept } = headers
          return [method, { ...answer, headers: kept }]
        })
      )
  const of = (index: number) => answers.slice(index * 4, index * 4 + 4)
  expect(targets).toHaveLength(5)
  for (const index of targets.keys()) expect(of(index)).toEqual(of(0))
})
