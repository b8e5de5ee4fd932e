import { createProtectedResource, type ProtectedResourceOptions } from '@portcullis/core'
import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { send, sendToken, type ReceivedAnswer } from '../http/send.ts'
import { revocableApis, type RevocableApi } from './revocable-apis.ts'

/** The client learns no more than that the token is invalid. */
const REVOKED = {
  status: 401,
  challenge:
    'Bearer realm="https://api.example.test", error="invalid_token", error_description="the access token is invalid"',
  retryAfter: undefined,
  body: '{"error":"invalid_token","error_description":"the access token is invalid"}'
}

const UNAVAILABLE = {
  status: 503,
  challenge: undefined,
  retryAfter: '5',
  body: '{"error":"temporarily_unavailable","error_description":"access tokens cannot be verified at the moment"}'
}

describe.each(revocableApis)('$name', (api) => {
  let issuer: TestIssuer
  let clock: TestClock

  beforeEach(async () => {
    clock = createTestClock()
    issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
    return () => issuer.close()
  })

  const tokenOf = (sub: string) => issuer.issue({ claims: { sub } })

  describe('after a sign-out', () => {
    test.each(['/sign-out', '/sign-out-token'])('by %s that token is refused, and no other', async (path) => {
      const port = await start(api, { ...issuer.options, clock })
      const [token, another] = [await tokenOf('alice'), await tokenOf('alice')]
      for (const each of [token, another]) expect(await whoIs(port, each)).toBe('alice')
      expect((await post(port, path, token)).status).toBe(204)
      for (let times = 0; times < 2; times += 1) {
        expect(shown(await sendToken(port, token))).toEqual(REVOKED)
        expect(await whoIs(port, another)).toBe('alice')
      }
    })

    test('everywhere all tokens of the subject are refused, and new ones are not', async () => {
      const port = await start(api, { ...issuer.options, clock })
      const [token, another, bobs] = [await tokenOf('alice'), await tokenOf('alice'), await tokenOf('bob')]
      expect((await post(port, '/sign-out-everywhere', token)).status).toBe(204)
      for (const each of [token, another]) expect(shown(await sendToken(port, each))).toEqual(REVOKED)
      expect(await whoIs(port, bobs)).toBe('bob')
      await clock.advance(1)
      expect(await whoIs(port, await tokenOf('alice'))).toBe('alice')
    })

    test('the token is one that counts as none, where that is allowed', async () => {
      const port = await start(api, { ...issuer.options, clock })
      const token = await tokenOf('alice')
      await post(port, '/sign-out', token)
      expect(shown(await sendToken(port, token, '/optional'))).toEqual(REVOKED)
      const { body } = await sendToken(port, token, '/optional-anonymous')
      expect(JSON.parse(body)).toEqual({ subject: 'anonymous', failure: 'token_revoked' })
    })
  })

  describe('a store that is shared', () => {
    test('is asked by every instance, and has a token refused by all of them', async () => {
      const store = new Set<unknown>()
      const options = { ...issuer.options, clock, isRevoked: storeOf(store) }
      const ports = [await start(api, options), await start(api, options)]
      const token = await tokenOf('alice')
      for (const port of ports) expect(await whoIs(port, token)).toBe('alice')
      store.add('alice')
      for (const port of ports) expect(shown(await sendToken(port, token))).toEqual(REVOKED)
      for (const port of ports) expect(await whoIs(port, await tokenOf('bob'))).toBe('bob')
    })

    test.each(['/protected', '/optional', '/optional-anonymous'])(
      'that fails is a 503 on %s, for known tokens too, until it is well',
      async (path) => {
        let isDown = false
        const isRevoked = async () => {
          if (isDown) throw new Error('the store is down')
          return false
        }
        const port = await start(api, { ...issuer.options, clock, isRevoked })
        const known = await tokenOf('alice')
        expect(await whoIs(port, known, path)).toBe('alice')
        isDown = true
        for (const token of [known, await tokenOf('alice')])
          expect(shown(await sendToken(port, token, path))).toEqual(UNAVAILABLE)
        isDown = false
        expect(await whoIs(port, known, path)).toBe('alice')
      }
    )
  })
})

function storeOf(store: ReadonlySet<unknown>): NonNullable<ProtectedResourceOptions['isRevoked']> {
  return async ({ subject }) => Promise.resolve(store.has(subject))
}

async function start(api: RevocableApi, options: ProtectedResourceOptions): Promise<number> {
  const resource = createProtectedResource(options)
  const running = await api.start(resource)
  onTestFinished(async () => {
    await running.close()
    await resource.close()
  })
  return running.port
}

function post(port: number, path: string, token: string): Promise<ReceivedAnswer> {
  return send(port, { method: 'POST', path, headers: { authorization: `Bearer ${token}` } })
}

async function whoIs(port: number, token: string, path = '/protected'): Promise<unknown> {
  const { status, body } = await sendToken(port, token, path)
  expect(status).toBe(200)
  return Reflect.get(Object(JSON.parse(body)), 'subject')
}

function shown({ status, headers, body }: ReceivedAnswer) {
  const [challenge] = headers['www-authenticate'] ?? []
  const [retryAfter] = headers['retry-after'] ?? []
  return { status, challenge, retryAfter, body }
}
