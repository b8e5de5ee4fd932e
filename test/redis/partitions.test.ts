import { setTimeout as wait } from 'node:timers/promises'
import { createDpopClient } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { startStopwatch } from '../../bench/servers/stopwatch.mjs'
import { CLIENTS } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import type { ApiProcess } from './start-api.ts'
import { expectAll, untilRefused, useProcesses } from './use-processes.ts'

/**
 * Longer than maxLagSeconds. A minute takes long: PARTITION_SECONDS=60 npx vitest run --project redis
 * partitions.
 */
const PARTITION_SECONDS = Number(process.env['PARTITION_SECONDS'] ?? 6)
const LIMIT = { timeout: 120_000 + PARTITION_SECONDS * 1000 }
const REVOCATIONS = 200

/** What a process promises with deadlines of half a second, and a busy machine. */
const DEADLINE_MILLISECONDS = 1500

describe.skipIf(!hasRedis)('Express, Fastify and NestJS after a partition', () => {
  const processes = useProcesses()
  const ids = Array.from({ length: REVOCATIONS }, (_, index) => `jti-${index}`)
  const issueAll = () => Promise.all(ids.map((jti) => processes.issue('alice', { jti })))

  test(
    `refuse all of ${REVOCATIONS} tokens at the first request that were revoked while one of them was suspended`,
    LIMIT,
    async () => {
      const [first, second, third] = await processes.startThree()
      const tokens = await issueAll()
      for (const token of tokens) await expectAll([first, second, third], token, 200)
      second.pause()
      for (const jti of ids) expect(await first.revoke({ jti })).toBe(204)
      await wait(PARTITION_SECONDS * 1000)
      second.resume()
      // Its list is older than maxLagSeconds: every request waits until it is read.
      const statuses = await Promise.all(tokens.map((token) => second.statusOf(token)))
      expect(new Set(statuses)).toEqual(new Set([401]))
      for (const token of tokens) await untilRefused([first, third], token)
    }
  )

  test(
    `refuse all of ${REVOCATIONS} tokens that were revoked before and after Redis hung, and lose none`,
    LIMIT,
    async () => {
      const apis = await processes.startThree()
      const [first] = apis
      const tokens = await issueAll()
      for (const jti of ids) {
        if (jti === 'jti-100') {
          processes.redis.pause()
          await wait(PARTITION_SECONDS * 1000)
          processes.redis.resume()
        }
        await expect.poll(() => first.revoke({ jti }), { timeout: 10_000 }).toBe(204)
      }
      for (const token of tokens) await untilRefused(apis, token)
    }
  )

  test(
    'refuse all that was revoked after one of them was restarted, and after the stream was trimmed',
    LIMIT,
    async () => {
      const [first, second, third] = await processes.startThree()
      const tokens = await issueAll()
      for (const jti of ids.slice(0, 100)) expect(await first.revoke({ jti })).toBe(204)
      await second.stop()
      for (const token of tokens.slice(0, 100)) await untilRefused([first, third], token)
      const connection = await CLIENTS['node-redis']?.(processes.redis.port)
      if (connection === undefined) throw new Error('no client')
      const restarted = await processes.start('fastify')
      expect(await restarted.statusOf(tokens[0] ?? '')).toBe(401)
      await connection.send(['XTRIM', 'portcullis:revocations', 'MAXLEN', '1'])
      for (const jti of ids.slice(100)) expect(await third.revoke({ jti })).toBe(204)
      for (const token of tokens) await untilRefused([first, restarted, third], token)
      connection.close()
    }
  )
})

describe.skipIf(!hasRedis)('Express, Fastify and NestJS while Redis hangs', () => {
  const processes = useProcesses()

  test(
    'answer 503 to DPoP proofs within the deadline, ask the issuer about opaque tokens, and admit nothing revoked',
    LIMIT,
    async () => {
      const { issuer, redis } = processes
      const { clientId, clientSecret } = issuer.introspection
      const apis = await processes.startThree({ introspection: { clientId, clientSecret } })
      const client = await createDpopClient()
      const bound = await issuer.issueBound(client)
      const [active, inactive] = [issuer.issueOpaque(), issuer.issueOpaque()]
      issuer.introspection.deactivate(inactive)
      const timed = async (request: () => Promise<number>): Promise<number> => {
        const stopwatch = startStopwatch()
        const status = await request()
        expect(stopwatch.read()).toBeLessThan(DEADLINE_MILLISECONDS)
        stopwatch.stop()
        return status
      }
      const withProof = async (api: ApiProcess): Promise<number> => {
        const url = 'https://api.example.test/protected'
        return (await api.call(await client.headers({ url, accessToken: bound }))).status
      }
      for (const api of apis)
        expect([await withProof(api), await api.statusOf(active), await api.statusOf(inactive)]).toEqual([
          200, 200, 401
        ])
      redis.pause()
      const later = issuer.issueOpaque()
      for (const api of apis) {
        expect(await timed(() => withProof(api))).toBe(503)
        // The issuer answers if the shared store does not.
        expect(await timed(() => api.statusOf(later))).toBe(200)
        expect(await timed(() => api.statusOf(inactive))).toBe(401)
      }
      await wait(6000)
      for (const api of apis) {
        // Now the list of revocations is too old to decide.
        for (const token of [active, later]) expect(await timed(() => api.statusOf(token))).toBe(503)
        expect(await timed(() => withProof(api))).toBe(503)
        expect([401, 503]).toContain(await timed(() => api.statusOf(inactive)))
      }
      redis.resume()
      for (const api of apis) {
        await expect.poll(() => api.statusOf(active), { timeout: 20_000 }).toBe(200)
        await expect.poll(() => withProof(api), { timeout: 20_000 }).toBe(200)
      }
    }
  )
})
