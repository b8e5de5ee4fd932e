import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startStopwatch } from '../../bench/servers/stopwatch.mjs'
import { CLIENTS } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import { expectAll, PROMISED_MILLISECONDS, untilRefused, useProcesses } from './use-processes.ts'

describe.skipIf(!hasRedis)('Express, Fastify and NestJS that share revocations through Redis', () => {
  const processes = useProcesses()
  const { start, startThree, issue } = processes

  test('refuse within a second what one of them revoked, by every kind of revocation', async () => {
    const apis = await startThree()
    const [first] = apis
    const kinds: ((token: string) => object)[] = [
      () => ({ jti: 'token-0' }),
      () => ({ subject: 'user-1', issuer: processes.issuer.issuer }),
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

  test('answer 503 while Redis hangs for longer than maxLagSeconds, and 401 or 200 when it is back', async () => {
    const apis = await startThree()
    const [first, , third] = apis
    const [revoked, valid] = [await issue('alice', { jti: 'a' }), await issue('bob')]
    for (const token of [revoked, valid]) await expectAll(apis, token, 200)
    processes.redis.pause()
    // Nobody else can know yet; the process that was asked does.
    expect(await first.revoke({ jti: 'a' })).toBe(503)
    expect(await first.statusOf(revoked)).toBe(401)
    await wait(6500)
    for (const api of apis) {
      const stopwatch = startStopwatch()
      expect(await api.statusOf(valid)).toBe(503)
      expect(stopwatch.read()).toBeLessThan(700)
      stopwatch.stop()
      expect(await api.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    }
    processes.redis.resume()
    for (const api of apis) await expect.poll(() => api.statusOf(valid), { timeout: 20_000 }).toBe(200)
    expect(await first.revoke({ jti: 'a' })).toBe(204)
    expect(await untilRefused(apis, revoked)).toBeLessThan(PROMISED_MILLISECONDS)
    await expectAll(apis, valid, 200)
    expect(await third.readiness()).toMatchObject({ status: 'ready', revocations: { status: 'ready' } })
  })

  test('with onLag "serve" go on while Redis hangs, with what they know', async () => {
    const api = await start('express', { onLag: 'serve' })
    const [revoked, valid] = [await issue('alice', { jti: 'a' }), await issue('bob')]
    expect(await api.revoke({ jti: 'a' })).toBe(204)
    processes.redis.pause()
    await wait(6500)
    expect([await api.statusOf(revoked), await api.statusOf(valid)]).toEqual([401, 200])
    expect(await api.readiness()).toMatchObject({ status: 'stale', revocations: { status: 'stale' } })
    processes.redis.resume()
  })

  test('that start later refuse what was revoked before, with a known token or a new one', async () => {
    const first = await start('express')
    const token = await issue('alice', { jti: 'a' })
    expect(await first.revoke({ jti: 'a' })).toBe(204)
    const later = await start('fastify')
    expect(await later.statusOf(token)).toBe(401)
  })

  test('that start while Redis is down answer 503 until they have read the list', async () => {
    await processes.redis.stop()
    const api = await start('express')
    const token = await issue('alice')
    expect(await api.statusOf(token)).toBe(503)
    expect(await api.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    await processes.redis.start()
    await expect.poll(() => api.statusOf(token), { timeout: 20_000 }).toBe(200)
  })

  test('refuse everything that was revoked after the stream was trimmed, and after FLUSHALL what is new', async () => {
    const apis = await startThree()
    const [first] = apis
    const tokens = await Promise.all(['a', 'b', 'c'].map((jti) => issue('alice', { jti })))
    const connection = await CLIENTS['node-redis']?.(processes.redis.port)
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
})
