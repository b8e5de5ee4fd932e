// The same API in several processes. They share a port and the list of revoked tokens, and nothing else: each fetches the
// keys for itself, verifies every token for itself, and remembers it for itself.
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { requireAuth } from '@portcullis/express'
import { redisStores } from '@portcullis/redis'
import { createClient } from '@redis/client'
import express from 'express'

const port = Number(process.env.PORT ?? 3000)
const redisUrl = process.env.REDIS_URL

if (cluster.isPrimary) startWorkers(Number(process.env.WORKERS ?? availableParallelism()))
else await serve()

/** @param {number} count */
function startWorkers(count) {
  let isStopping = false
  /** Those that have taken requests. */
  const proven = new Set()
  const stop = () => {
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill()
  }
  if (redisUrl === undefined) console.warn('REDIS_URL is not set: a sign-out holds in one worker only')
  for (let index = 0; index < count; index += 1) cluster.fork()
  cluster.on('exit', ({ id }) => {
    if (isStopping) return
    if (proven.has(id)) return void cluster.fork()
    // It could not even start, and the next one could not either: a wrong configuration, or a port in use.
    process.exitCode = 1
    stop()
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, stop)
  cluster.on('listening', ({ id }) => {
    proven.add(id)
    if (proven.size === count) console.log(`http://localhost:${port}`)
  })
}

/** @param {string} url */
function shareRevocations(url) {
  // Without the queue, a command fails at once while Redis is down, and the request gets its answer.
  const client = createClient({ url, disableOfflineQueue: true })
  client.on('error', (/** @type {Error} */ error) => console.error(`Redis: ${error.message}`))
  // Not awaited: a worker starts even if Redis is down. It answers 503 until it has read the list.
  client.connect().catch(() => undefined)
  const { revocations } = redisStores({ send: (command) => client.sendCommand(command) })
  return { revocations: { list: revocations } }
}

async function serve() {
  const app = express()
  const auth = requireAuth(redisUrl === undefined ? {} : shareRevocations(redisUrl))
  const { protectedResource: api } = auth
  // Fetches keys and revocations before the first request. If they are unavailable, requests get a 503 meanwhile.
  await api.warmUp()
  app.use(auth)
  app.get('/me', (req, res) => {
    res.json({ subject: req.auth.subject, worker: process.pid })
  })
  app.post('/sign-out', async (req, res) => {
    await api.revoke({ accessToken: req.auth.accessToken })
    res.status(204).end()
  })
  const server = app.listen(port, (error) => {
    if (error) throw error
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      server.close(() => process.exit())
      server.closeIdleConnections()
    })
  }
}
