import { redisStores } from '@portcullis/redis'
import { createClient } from '@redis/client'
import { expect, test } from 'vitest'
import { hasRedis } from './has-redis.ts'
import { startRedis } from './start-redis.ts'

test.skipIf(!hasRedis)('the README of @portcullis/redis shows stores that work', async () => {
  const redis = await startRedis()
  const url = `redis://127.0.0.1:${redis.port}`
  // #region stores
  const client = createClient({ url, disableOfflineQueue: true })
  client.on('error', (error: Error) => console.error(error.message))
  await client.connect()

  const stores = redisStores({ send: (command) => client.sendCommand(command) })
  // #endregion
  expect(await stores.replays.add('key', Date.now() / 1000 + 60)).toBe(true)
  expect(await stores.replays.add('key', Date.now() / 1000 + 60)).toBe(false)
  client.destroy()
  await redis.close()
})
