import { createDpopClient, createTestIssuer, type DpopClient, type TestIssuer } from '@portcullis/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { hasRedis } from './has-redis.ts'
import { startApi, type ApiProcess } from './start-api.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

const URL_OF_ROUTE = 'https://api.example.test/protected'

describe.skipIf(!hasRedis)('two processes that share used DPoP proofs through Redis', () => {
  let issuer: TestIssuer
  let redis: RedisServer
  let client: DpopClient
  let accessToken: string

  beforeEach(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
    redis = await startRedis()
    client = await createDpopClient()
    accessToken = await issuer.issueBound(client)
    return async () => {
      await redis.close()
      await issuer.close()
    }
  })

  const startTwo = (nonceSecret?: string): Promise<readonly ApiProcess[]> => {
    const secret = nonceSecret === undefined ? {} : { nonceSecret }
    const frameworks = ['express', 'fastify'] as const
    return Promise.all(
      frameworks.map((framework) =>
        startApi({ framework, issuer, redis, options: { onLag: 'serve', ...secret } })
      )
    )
  }

  /** Sends the same request 20 times at once, to the processes in turn. */
  async function sendTwenty(apis: readonly ApiProcess[], headers: Readonly<Record<string, string>>) {
    const calls = Array.from({ length: 10 }, () => apis.map((api) => api.call(headers))).flat()
    return (await Promise.all(calls)).map(({ status }) => status).toSorted((a, b) => a - b)
  }

  const EXACTLY_ONE = [200, ...Array.from({ length: 19 }, () => 401)]

  test('accept the nonce of each other, and a proof with it once of 20 times', async () => {
    const apis = await startTwo('a secret of both processes that has more than 32 characters')
    for (const [one, other] of [apis, apis.toReversed()]) {
      const first = await one?.call(await client.headers({ url: URL_OF_ROUTE, accessToken }))
      const [nonce = ''] = first?.headers['dpop-nonce'] ?? []
      expect([first?.status, nonce === '']).toEqual([401, false])
      const retry = await other?.call(await client.headers({ url: URL_OF_ROUTE, accessToken, nonce }))
      expect(retry?.status).toBe(200)
      const headers = await client.headers({ url: URL_OF_ROUTE, accessToken, nonce })
      expect(await sendTwenty(apis, headers)).toEqual(EXACTLY_ONE)
    }
  })

  test('accept a proof without a nonce once of 20 times, also seconds before it is too old', async () => {
    const apis = await startTwo()
    for (const ageSeconds of [0, 290]) {
      const claims = { iat: Math.floor(Date.now() / 1000) - ageSeconds }
      const headers = await client.headers({ url: URL_OF_ROUTE, accessToken, claims })
      expect(await sendTwenty(apis, headers)).toEqual(EXACTLY_ONE)
    }
  })

  test('answer proofs with 503 while Redis is down, and bearer tokens with 200', async () => {
    const apis = await startTwo()
    const bearer = await issuer.issue()
    const call = async (api: ApiProcess) =>
      (await api.call(await client.headers({ url: URL_OF_ROUTE, accessToken }))).status
    for (const api of apis) expect([await call(api), await api.statusOf(bearer)]).toEqual([200, 200])
    await redis.stop()
    for (const api of apis) expect([await call(api), await api.statusOf(bearer)]).toEqual([503, 200])
    await redis.start()
    for (const api of apis) await expect.poll(() => call(api), { timeout: 20_000 }).toBe(200)
  })
})
