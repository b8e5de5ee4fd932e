import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'

const CLUSTER = 'https://kubernetes.default.svc.cluster.local'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['RS256'] })
})

afterAll(() => issuer.close())

/** What the runtime's fetch was asked for until the test is over; it finds the keys of the test issuer. */
function takeFetches(): { readonly url: string; readonly authorization: string | null }[] {
  const taken: { url: string; authorization: string | null }[] = []
  const realFetch = globalThis.fetch
  globalThis.fetch = (input, init) => {
    taken.push({
      url: input instanceof Request ? input.url : input.toString(),
      authorization: new Headers(init?.headers).get('authorization')
    })
    return realFetch(issuer.jwksUri, init)
  }
  onTestFinished(() => {
    globalThis.fetch = realFetch
  })
  return taken
}

describe('the snippet about keys inside of a container network', () => {
  test('accepts tokens of the outer issuer with keys from the inner address', async () => {
    const taken = takeFetches()
    const { app } = await import('../../docs/snippets/containers.ts')
    const claims = { iss: 'https://auth.example.com', aud: 'https://api.example.com', sub: 'ada' }
    await withServer(listen(app), async (port) => {
      expect((await send(port, { path: '/messages' })).status).toBe(401)
      const answer = await sendToken(port, await issuer.issue({ claims }), '/messages')
      expect(answer).toMatchObject({ status: 200, body: '{"hello":"ada"}' })
      expect(taken.map(({ url }) => url)).toEqual(['http://hydra:4444/.well-known/jwks.json'])
    })
  })
})

describe('the snippet about Kubernetes', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portcullis-pod-'))
    process.env['TOKEN_FILE'] = join(folder, 'token')
    await writeFile(join(folder, 'token'), 'token-of-the-pod')
  })

  afterAll(async () => {
    delete process.env['TOKEN_FILE']
    await rm(folder, { recursive: true })
  })

  /** A token as the API server issues it for a service account. */
  function issueFor(account: string): Promise<string> {
    const claims = {
      iss: CLUSTER,
      aud: ['orders-api'],
      sub: `system:serviceaccount:shop:${account}`,
      'kubernetes.io': { namespace: 'shop', serviceaccount: { name: account, uid: 'uid' } },
      client_id: undefined,
      scope: undefined
    }
    return issuer.issue({ header: { typ: undefined }, claims })
  }

  test('fetches keys with the token of the pod, and admits one service account', async () => {
    const taken = takeFetches()
    const { app } = await import('../../docs/snippets/kubernetes.ts')
    await withServer(listen(app), async (port) => {
      const answer = await sendToken(port, await issueFor('billing'), '/orders')
      expect(answer).toMatchObject({ status: 200, body: '{"for":"system:serviceaccount:shop:billing"}' })
      expect((await sendToken(port, await issueFor('other'), '/orders')).status).toBe(403)
      expect(taken).toEqual([{ url: `${CLUSTER}/openid/v1/jwks`, authorization: 'Bearer token-of-the-pod' }])
    })
  })
})
