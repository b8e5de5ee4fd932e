import { setTimeout as wait } from 'node:timers/promises'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { CLIENTS } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import { startApi, type ApiProcess } from './start-api.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

/** The pause between two reads is 0.25 s; a second is what we promise. */
const PROMISED_MILLISECONDS = 1000

describe.skipIf(!hasRedis)('three processes that share revocations through Redis', () => {
  let issuer: TestIssuer
  let redis: RedisServer

  beforeEach(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
    redis = await startRedis()
    return async () => {
      await redis.close()
      await issuer.close()
    }
  })

  const start = (framework: 'express' | 'fastify', onLag: 'refuse' | 'serve' = 'refuse') =>
    startApi({ framework, issuer, redis, onLag })
  const startThree = () => Promise.all([start('express'), start('fastify'), start('express')])
  const issue = (sub: string, claims: object = {}) => issuer.issue({ claims: { sub, ...claims } })

  async function expectAll(apis: readonly ApiProcess[], token: string, status: number): Promise<void> {
    expect(await Promise.all(apis.map((api) => api.statusOf(token)))).toEqual(apis.map(() => status))
  }

  /** How long it took until a token was refused by all. */
  async function untilRefused(apis: readonly ApiProcess[], token: string): Promise<number> {
    const started = performance.now()
    await expect
      .poll(() => Promise.all(apis.map((api) => api.statusOf(token))), { interval: 20, timeout: 10_000 })
      .toEqual(apis.map(() => 401))
    return performance.now() - started
  }

  test('refuse within a second what one of them revoked, by every kind of revocation', async () => {
    const apis = await startThree()
    const [first] = apis
    const kinds: ((token: string) => object)[] = [
      () => ({ jti: 'token-0' }),
      () => ({ subject: 'user-1', issuer: issuer.issuer }),
      () => ({ sessionId: 'session-2' }),
      (accessToken) => ({ accessToken })
    ]
    const other = await issue('other', { jti: 'other', sid: 'other' })
    for (const [index, kind] of kinds.entries()) {
      const token = await issue(`user-${index}`, { jti: `token-${index}`, sid: `session-${index}` })
      await expectAll(apis, token, 200)
      expect(await first.revoke(kind(token))).toBe(204)
      expect(await first.statusOf(token)).toBe(401)
      expect(await untilRefused(apis, token)).toBeLessThan(PROMISED_MILLISECONDS)
      await expectAll(apis, other, 200)
    }
  })

  test('refuse within a second under load: 60 revocations, 300 requests a second', async () => {
    const apis = await startThree()
    const tokens = await Promise.all(Array.from({ length: 60 }, (_, index) => issue(`user-${index}`)))
    for (const token of tokens) await expectAll(apis, token, 200)
    const load = { isOver: false }
    const loading = (async () => {
      const busy = await issue('busy')
      while (!load.isOver) {
        await Promise.all(apis.map((api) => api.statusOf(busy)))
        await wait(10)
      }
    })()
    const lags: number[] = []
    for (const [index, token] of tokens.entries()) {
      const revoking = apis[index % 3]
      expect(await revoking?.revoke({ accessToken: token })).toBe(204)
      lags.push(await untilRefused(apis, token))
    }
    load.isOver = true
    await loading
    const sorted = lags.toSorted((a, b) => a - b)
    console.log(`lag: median ${sorted[30]?.toFixed()} ms, greatest ${sorted.at(-1)?.toFixed()} ms`)
    expect(sorted.at(-1)).toBeLessThan(PROMISED_MILLISECONDS)
  })

  test('answer 503 while Redis hangs for longer than maxLagSeconds, and 401 or 200 when it is back', async () => {
    const apis = await startThree()
    const [first, second] = apis
    const [revoked, valid] = [await issue('alice', { jti: 'a' }), await issue('bob')]
    for (const token of [revoked, valid]) await expectAll(apis, token, 200)
    redis.pause()
    // Nobody else can know yet; the process that was asked does.
    expect(await first.revoke({ jti: 'a' })).toBe(503)
    expect(await first.statusOf(revoked)).toBe(401)
    await wait(6500)
    for (const api of apis) {
      const started = performance.now()
      expect(await api.statusOf(valid)).toBe(503)
      expect(performance.now() - started).toBeLessThan(700)
      expect(await api.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    }
    redis.resume()
    for (const api of apis) await expect.poll(() => api.statusOf(valid), { timeout: 5000 }).toBe(200)
    expect(await first.revoke({ jti: 'a' })).toBe(204)
    expect(await untilRefused(apis, revoked)).toBeLessThan(PROMISED_MILLISECONDS)
    await expectAll(apis, valid, 200)
    expect(await second.readiness()).toMatchObject({ status: 'ready', revocations: { status: 'ready' } })
  })

  test('with onLag "serve" go on while Redis hangs, with what they know', async () => {
    const api = await start('express', 'serve')
    const [revoked, valid] = [await issue('alice', { jti: 'a' }), await issue('bob')]
    expect(await api.revoke({ jti: 'a' })).toBe(204)
    redis.pause()
    await wait(6500)
    expect([await api.statusOf(revoked), await api.statusOf(valid)]).toEqual([401, 200])
    expect(await api.readiness()).toMatchObject({ status: 'stale', revocations: { status: 'stale' } })
    redis.resume()
  })

  test('that start later refuse what was revoked before, with a known token or a new one', async () => {
    const first = await start('express')
    const token = await issue('alice', { jti: 'a' })
    expect(await first.revoke({ jti: 'a' })).toBe(204)
    const later = await start('fastify')
    expect(await later.statusOf(token)).toBe(401)
  })

  test('that start while Redis is down answer 503 until they have read the list', async () => {
    await redis.stop()
    const api = await start('express')
    const token = await issue('alice')
    expect(await api.statusOf(token)).toBe(503)
    expect(await api.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    await redis.start()
    await expect.poll(() => api.statusOf(token), { timeout: 5000 }).toBe(200)
  })

  test('refuse everything that was revoked after the stream was trimmed, and after FLUSHALL what is new', async () => {
    const apis = await startThree()
    const [first] = apis
    const tokens = await Promise.all(['a', 'b', 'c'].map((jti) => issue('alice', { jti })))
    const connection = await CLIENTS['node-redis']?.(redis.port)
    if (connection === undefined) throw new Error('no client')
    expect(await first.revoke({ jti: 'a' })).toBe(204)
    expect(await first.revoke({ jti: 'x' })).toBe(204)
    await untilRefused(apis, tokens[0] ?? '')
    await connection.send(['XTRIM', 'portcullis:revocations', 'MAXLEN', '1'])
    expect(await first.revoke({ jti: 'b' })).toBe(204)
    expect(await untilRefused(apis, tokens[1] ?? '')).toBeLessThan(PROMISED_MILLISECONDS)
    await connection.send(['FLUSHALL', 'SYNC'])
    expect(await first.revoke({ jti: 'c' })).toBe(204)
    expect(await untilRefused(apis, tokens[2] ?? '')).toBeLessThan(PROMISED_MILLISECONDS)
    for (const token of tokens) await expectAll(apis, token, 401)
    connection.close()
  })

  test('lose no revocation that was made while one of them could not reach Redis', async () => {
    const apis = await startThree()
    const [first] = apis
    const ids = Array.from({ length: 200 }, (_, index) => `jti-${index}`)
    const tokens = await Promise.all(ids.map((jti) => issue('alice', { jti })))
    for (const jti of ids) {
      if (jti === 'jti-100') {
        redis.pause()
        await wait(1000)
        redis.resume()
      }
      await expect.poll(() => first.revoke({ jti }), { timeout: 5000 }).toBe(204)
    }
    for (const token of tokens) await untilRefused(apis, token)
  })
})
