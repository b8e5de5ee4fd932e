import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hasRedis } from './has-redis.ts'
import type { ApiProcess } from './start-api.ts'
import { expectAll, PROMISED_MILLISECONDS, untilRefused, useProcesses } from './use-processes.ts'

const REQUESTS_PER_SECOND = 500
const ROUNDS = 25
const WARM_UP_MILLISECONDS = 3000

/** Keeps connections open, as clients do: a new one for each request costs more than the request. */
const agent = new Agent({ keepAlive: true, maxSockets: 20 })

function statusOf({ origin }: ApiProcess, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    request(`${origin}/protected`, { agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}

/** Sends requests to all processes at a steady pace, and counts what comes back. */
async function load(apis: readonly ApiProcess[], token: string, signal: AbortSignal) {
  const statuses = new Map<number, number>()
  const pending = new Set<Promise<void>>()
  const started = performance.now()
  let sent = 0
  const sendOne = async (): Promise<void> => {
    const api = apis[sent % apis.length]
    const status = api === undefined ? 0 : await statusOf(api, token).catch(() => 0)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  while (!signal.aborted) {
    const due = ((performance.now() - started) / 1000) * REQUESTS_PER_SECOND
    // A machine that is too slow for the pace gets as many as it can answer.
    for (; sent < due && pending.size < 200; sent += 1) {
      const one: Promise<void> = sendOne().finally(() => pending.delete(one))
      pending.add(one)
    }
    await wait(5)
  }
  await Promise.all(pending)
  return { perSecond: sent / ((performance.now() - started) / 1000), statuses: [...statuses.keys()] }
}

describe.skipIf(!hasRedis)('Express, Fastify and NestJS that share revocations', () => {
  const processes = useProcesses()

  test('refuse within a second under 500 requests a second what one of them revoked: 100 revocations of 4 kinds', async () => {
    const apis = await processes.startThree()
    const { issuer, issue } = processes
    const kinds: readonly ((id: string, accessToken: string) => object)[] = [
      (id) => ({ jti: id }),
      (id) => ({ subject: id, issuer: issuer.issuer }),
      (id) => ({ sessionId: id }),
      (_, accessToken) => ({ accessToken })
    ]
    const loading = new AbortController()
    onTestFinished(() => loading.abort())
    const loaded = load(apis, await issue('busy'), loading.signal)
    // The first requests of a process are slow: its code is not compiled yet.
    await wait(WARM_UP_MILLISECONDS)
    const lags: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const lagsOfRound = kinds.map(async (kind, index) => {
        const id = `${round}-${index}`
        const token = await issue(id, { jti: id, sid: id })
        await expectAll(apis, token, 200)
        expect(await apis[(round + index) % apis.length]?.revoke(kind(id, token))).toBe(204)
        return untilRefused(apis, token)
      })
      lags.push(...(await Promise.all(lagsOfRound)))
    }
    loading.abort()
    const { perSecond, statuses } = await loaded
    agent.destroy()
    const sorted = lags.toSorted((a, b) => a - b)
    const [median, p99, greatest] = [0.5, 0.99, 1].map((part) => sorted[Math.ceil(sorted.length * part) - 1])
    console.log(
      `lag under ${perSecond.toFixed()} requests/s: median ${median?.toFixed()}, p99 ${p99?.toFixed()}, greatest ${greatest?.toFixed()} ms`
    )
    expect(statuses).toEqual([200])
    expect(lags).toHaveLength(4 * ROUNDS)
    expect(p99).toBeLessThan(PROMISED_MILLISECONDS)
  })
})
