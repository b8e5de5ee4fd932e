import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['RS256', 'ES256'] })
})

afterAll(() => issuer.close())

/** A token as Cloudflare Access issues it for a user. */
const ofCloudflare = {
  algorithm: 'RS256',
  header: { typ: undefined },
  claims: {
    iss: 'https://acme.cloudflareaccess.com',
    aud: ['32eafc7626e737e5a3a9dc6b58eb9a1e'],
    sub: '7335d417-61da-459d-899c-0a01c76a2f94',
    email: 'ada@example.com',
    type: 'app',
    identity_nonce: '6ei69kawdKzMIAPF',
    country: 'GB',
    client_id: undefined,
    scope: undefined
  }
}

/** A token as Identity-Aware Proxy issues it. */
const ofIap = {
  algorithm: 'ES256',
  header: { typ: 'JWT' },
  claims: {
    iss: 'https://cloud.google.com/iap',
    aud: '/projects/1234567890/global/backendServices/987654321',
    azp: '/projects/1234567890/global/backendServices/987654321',
    sub: 'accounts.google.com:113774264463038321964',
    email: 'ada@example.com',
    hd: 'example.com',
    google: { access_levels: [] },
    client_id: undefined,
    scope: undefined
  }
}

describe.each([
  {
    proxy: 'Cloudflare Access',
    header: 'cf-access-jwt-assertion',
    token: ofCloudflare,
    keys: 'https://acme.cloudflareaccess.com/cdn-cgi/access/certs',
    serve: async (): Promise<Listening> =>
      listen((await import('../../docs/snippets/token-headers-express.ts')).app)
  },
  {
    proxy: 'Identity-Aware Proxy',
    header: 'x-goog-iap-jwt-assertion',
    token: ofIap,
    keys: 'https://www.gstatic.com/iap/verify/public_key-jwk',
    serve: async (): Promise<Listening> =>
      listenFastify((await import('../../docs/snippets/token-headers-fastify.ts')).app)
  }
])('the snippet about $proxy', ({ header, token, keys, serve }) => {
  test('accepts the token of the proxy, and neither no token nor one for another application', async () => {
    const fetched: string[] = []
    const realFetch = globalThis.fetch
    globalThis.fetch = (input, init) => {
      fetched.push(input instanceof Request ? input.url : input.toString())
      return realFetch(issuer.jwksUri, init)
    }
    onTestFinished(() => {
      globalThis.fetch = realFetch
    })
    await withServer(serve(), async (port) => {
      const statusOf = async (headers: Record<string, string>) =>
        (await send(port, { path: '/messages', headers })).status
      expect(await statusOf({})).toBe(401)
      expect(await statusOf({ [header]: await issuer.issue(token) })).toBe(200)
      const other = { ...token, claims: { ...token.claims, aud: 'another-application', azp: undefined } }
      expect(await statusOf({ [header]: await issuer.issue(other) })).toBe(401)
      expect(fetched).toEqual([keys])
    })
  })
})
