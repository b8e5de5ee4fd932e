import { redisStores, RedisUnavailableError, type RedisStores } from '@portcullis/redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStopwatch } from '../../bench/servers/stopwatch.mjs'
import { CLIENTS, type Connection } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

const DEADLINE_SECONDS = 0.3
const inSeconds = (seconds: number): number => Date.now() / 1000 + seconds

/** Every kind of command that the stores send. */
const CALLS: readonly ((stores: RedisStores) => Promise<unknown>)[] = [
  (stores) => stores.replays.add('key', inSeconds(60)),
  (stores) => stores.revocations.append({ key: 'jti 1', untilSeconds: inSeconds(60) }),
  (stores) => stores.revocations.read(),
  (stores) => stores.revocations.read('1-1'),
  (stores) => stores.introspections.get('key'),
  (stores) => stores.introspections.set('key', '{}', inSeconds(60))
]

interface Outcome {
  readonly reason: string
  readonly milliseconds: number
}

async function outcomesOf(stores: RedisStores): Promise<Outcome[]> {
  return Promise.all(
    CALLS.map(async (call) => {
      const stopwatch = startStopwatch()
      const error: unknown = await call(stores).then(
        () => undefined,
        (rejected: unknown) => rejected
      )
      if (error !== undefined && !(error instanceof RedisUnavailableError)) throw error
      stopwatch.stop()
      return { reason: error?.reason ?? 'none', milliseconds: stopwatch.read() }
    })
  )
}

const reasonsOf = (outcomes: readonly Outcome[]): string[] => [
  ...new Set(outcomes.map(({ reason }) => reason))
]

describe.skipIf(!hasRedis).each(Object.keys(CLIENTS))('redisStores() over %s', (name) => {
  let redis: RedisServer
  let connection: Connection
  let stores: RedisStores

  beforeAll(async () => {
    redis = await startRedis()
    const opened = await CLIENTS[name]?.(redis.port)
    if (opened === undefined) throw new Error(`no client ${name}`)
    connection = opened
    stores = redisStores({ send: connection.send, deadlineSeconds: DEADLINE_SECONDS })
  })
  afterAll(async () => {
    connection.close()
    await redis.close()
  })

  test('rejects with "timeout" within the deadline while the server hangs, and works when it goes on', async () => {
    redis.pause()
    const outcomes = await outcomesOf(stores)
    redis.resume()
    expect(reasonsOf(outcomes)).toEqual(['timeout'])
    for (const { milliseconds } of outcomes) expect(milliseconds).toBeLessThan(DEADLINE_SECONDS * 1000 + 200)
    await expect.poll(async () => reasonsOf(await outcomesOf(stores)), { timeout: 20_000 }).toEqual(['none'])
  })

  test('rejects the 1,001st command that waits at the same time with "busy"', async () => {
    redis.pause()
    const calls = Array.from({ length: 1001 }, (_, index) => stores.replays.add(`${index}`, inSeconds(60)))
    const last = await Promise.allSettled(calls.slice(-1))
    const first = await Promise.allSettled(calls.slice(0, 1))
    redis.resume()
    expect(last).toMatchObject([{ reason: { reason: 'busy' } }])
    expect(first).toMatchObject([{ reason: { reason: 'timeout' } }])
    await Promise.allSettled(calls)
    await expect.poll(async () => reasonsOf(await outcomesOf(stores)), { timeout: 20_000 }).toEqual(['none'])
  })

  test('rejects writes with "OOM" while the server is full', async () => {
    await connection.send(['CONFIG', 'SET', 'maxmemory', '1'])
    const outcomes = await outcomesOf(stores)
    await connection.send(['CONFIG', 'SET', 'maxmemory', '0'])
    expect(outcomes.map(({ reason }) => reason)).toEqual(['OOM', 'OOM', 'none', 'none', 'none', 'OOM'])
  })

  test('rejects writes with "READONLY" on a replica', async () => {
    await connection.send(['REPLICAOF', '127.0.0.1', '1'])
    await connection.send(['CONFIG', 'SET', 'replica-serve-stale-data', 'yes'])
    const outcomes = await outcomesOf(stores)
    await connection.send(['REPLICAOF', 'NO', 'ONE'])
    expect(outcomes.map(({ reason }) => reason)).toEqual([
      'READONLY',
      'READONLY',
      'none',
      'none',
      'none',
      'READONLY'
    ])
  })

  test('rejects with "WRONGTYPE" if another program uses the key of the list', async () => {
    await connection.send(['SET', 'portcullis:revocations', 'x'])
    const outcomes = await outcomesOf(stores)
    await connection.send(['DEL', 'portcullis:revocations'])
    expect(outcomes.map(({ reason }) => reason)).toContain('WRONGTYPE')
  })

  test('rejects within the deadline while the server is gone, and works when it is back', async () => {
    await redis.stop()
    const outcomes = await outcomesOf(stores)
    expect(reasonsOf(outcomes)).not.toContain('none')
    for (const { milliseconds } of outcomes) expect(milliseconds).toBeLessThan(DEADLINE_SECONDS * 1000 + 200)
    await redis.start()
    await expect.poll(async () => reasonsOf(await outcomesOf(stores)), { timeout: 20_000 }).toEqual(['none'])
  })
})
