// The same API in several processes. They share a port and nothing else: each fetches the keys for itself, verifies
// every token for itself, and remembers it for itself.
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { requireAuth } from '@portcullis/express'
import express from 'express'

const port = Number(process.env.PORT ?? 3000)

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

async function serve() {
  const app = express()
  const auth = requireAuth()
  // The keys are there before the first request is. If they can't be had, requests get a 503 until they can.
  await auth.protectedResource.warmUp()
  app.use(auth)
  app.get('/me', (req, res) => {
    res.json({ subject: req.auth.subject, worker: process.pid })
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
