import { redisStores } from '@portcullis/redis'
import { storeContract, type ContractSubject, type SharedStores } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENTS, type Connection } from './clients.ts'
import { hasRedis } from './has-redis.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

let redis: RedisServer | undefined
beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.close())

describe.skipIf(!hasRedis).each(Object.keys(CLIENTS))('redisStores() over %s', (name) => {
  const connections: Connection[] = []
  const connect = async (): Promise<SharedStores> => {
    const connection = await CLIENTS[name]?.(redis?.port ?? 0)
    if (connection === undefined) throw new Error(`no client ${name}`)
    connections.push(connection)
    return redisStores({ send: connection.send, prefix: name, deadlineSeconds: 10 })
  }
  let one: SharedStores
  let other: SharedStores
  beforeAll(async () => {
    one = await connect()
    other = await connect()
  })
  afterAll(() => connections.forEach((connection) => connection.close()))

  function subject<Kind extends keyof SharedStores>(kind: Kind): () => ContractSubject<Kind> {
    return () => ({ one: one[kind], other: other[kind] })
  }

  test.each([
    ...storeContract('replays', subject('replays')),
    ...storeContract('revocations', subject('revocations')),
    ...storeContract('introspections', subject('introspections'))
  ])('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
