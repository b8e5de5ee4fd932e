import { createProtectedResource, requireAuth } from '@portcullis/express'
import { redisStores } from '@portcullis/redis'
import { createClient } from '@redis/client'
import express from 'express'

/** What runs in each process. */
export async function createApp(redisUrl: string) {
  // #region shared
  const client = createClient({ url: redisUrl, disableOfflineQueue: true })
  client.on('error', (error: Error) => console.error(error.message))
  await client.connect()

  const stores = redisStores({ send: (command) => client.sendCommand(command) })
  const api = createProtectedResource({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    revocations: { list: stores.revocations }
  })
  await api.warmUp() // keys, and the list of revocations

  const app = express()
  app.use(requireAuth(api))
  app.post('/sign-out', async (req, res) => {
    await api.revoke({ accessToken: req.auth.accessToken }) // takes effect in every process within a second
    res.status(204).end()
  })
  // #endregion
  app.get('/messages', (req, res) => {
    res.json({ hello: req.auth.subject })
  })
  const close = async (): Promise<void> => {
    await api.close()
    client.destroy()
  }
  return { app, close }
}
