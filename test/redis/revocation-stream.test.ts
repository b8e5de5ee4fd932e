import { redisStores, type RedisStores, type SendCommand } from '@portcullis/redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { CLIENTS, type Connection } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

const STREAM = 'portcullis:revocations'
const inSeconds = (seconds: number): number => Math.ceil(Date.now() / 1000 + seconds)

describe.skipIf(!hasRedis)('the stream of revocations', () => {
  let redis: RedisServer
  let connection: Connection
  const sent: string[][] = []
  const send: SendCommand = (command) => {
    sent.push(command)
    return connection.send(command)
  }
  const open = (): RedisStores => redisStores({ send, deadlineSeconds: 5 })

  beforeAll(async () => {
    redis = await startRedis()
    const opened = await CLIENTS['node-redis']?.(redis.port)
    if (opened === undefined) throw new Error('no client')
    connection = opened
  })
  afterAll(async () => {
    connection.close()
    await redis.close()
  })
  beforeEach(async () => {
    await connection.send(['FLUSHALL', 'SYNC'])
    sent.length = 0
  })
  afterEach(() => void vi.useRealTimers())

  test('a process whose position was trimmed reads the whole list again', async () => {
    const { revocations } = open()
    await revocations.append({ key: 'jti 1', untilSeconds: inSeconds(60) })
    const { position } = await revocations.read()
    await revocations.append({ key: 'jti 2', untilSeconds: inSeconds(60) })
    await revocations.append({ key: 'jti 3', untilSeconds: inSeconds(60) })
    await connection.send(['XTRIM', STREAM, 'MAXLEN', '2'])
    const page = await revocations.read(position)
    expect(page.entries.map(({ key }) => key)).toEqual(['jti 2', 'jti 3'])
  })

  test('a process reads what is appended after FLUSHALL', async () => {
    const { revocations } = open()
    await revocations.append({ key: 'jti 1', untilSeconds: inSeconds(60) })
    const { position } = await revocations.read()
    await connection.send(['FLUSHALL', 'SYNC'])
    const empty = await revocations.read(position)
    expect(empty).toEqual({ entries: [], position: '0-0', isComplete: true })
    await revocations.append({ key: 'jti 2', untilSeconds: inSeconds(60) })
    expect((await revocations.read(empty.position)).entries).toMatchObject([{ key: 'jti 2' }])
    expect((await revocations.read(position)).entries).toMatchObject([{ key: 'jti 2' }])
  })

  test('entries that expired more than five minutes ago are removed, except for the newest', async () => {
    const { revocations } = open()
    vi.useFakeTimers({ toFake: ['Date'] })
    await revocations.append({ key: 'jti expired', untilSeconds: inSeconds(-301) })
    await revocations.append({ key: 'jti in doubt', untilSeconds: inSeconds(-200) })
    await revocations.append({ key: 'jti newest', untilSeconds: inSeconds(-400) })
    const { position } = await revocations.read()
    vi.setSystemTime(Date.now() + 61_000)
    await revocations.append({ key: 'jti valid', untilSeconds: inSeconds(60) })
    const left = async () => (await revocations.read()).entries.map(({ key }) => key)
    await expect.poll(left, { timeout: 20_000 }).toEqual(['jti in doubt', 'jti valid'])
    // The position of a process that has read all of it is gone with the entry, which costs a whole read.
    expect((await revocations.read(position)).entries.map(({ key }) => key)).toEqual([
      'jti in doubt',
      'jti valid'
    ])
  })

  test('every command has its only key as second word, and no key shows what it is of', async () => {
    const { replays, revocations, introspections } = open()
    await replays.add('proof-of-alice', inSeconds(60))
    await introspections.set('token-of-alice', '{}', inSeconds(60))
    await introspections.get('token-of-alice')
    await revocations.append({ key: 'jti 1', untilSeconds: inSeconds(60) })
    await revocations.read()
    expect(sent.length).toBeGreaterThan(4)
    for (const [, key] of sent) {
      expect(key).toMatch(/^portcullis:(?:revocations|(?:replay|introspection):[\w-]{43})$/)
    }
  })

  test('an entry that is not understood is an outage, since it could be a revocation', async () => {
    const { revocations } = open()
    await connection.send(['XADD', STREAM, '*', 'x', 'y'])
    await expect(revocations.read()).rejects.toMatchObject({ reason: 'reply' })
  })
})
