// The APIs under test, in a process of their own, so that its memory is theirs alone.
import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import express from 'express'
import Fastify from 'fastify'
import { createAcceleratedClock } from './accelerated-clock.mjs'
import { KEY_OPTIONS, VERIFIED_TOKENS } from './settings.mjs'

const [issuer = '', audience = '', startedAt = '', startSeconds = '', speed = ''] = process.argv.slice(2)
const clock = createAcceleratedClock({
  startedAt: BigInt(startedAt),
  startSeconds: Number(startSeconds),
  speed: Number(speed)
})
const options = { issuer, audience, clock, keys: KEY_OPTIONS, tokenCacheSize: VERIFIED_TOKENS }

const authenticate = requireAuth(options)
const expressApp = express().disable('x-powered-by')
expressApp.get('/me', authenticate, (req, res) => void res.json({ subject: req.auth.subject }))
expressApp.get('/messages', authenticate, requireScopes('read'), (_req, res) => void res.json([]))
const expressServer = expressApp.listen(0, '127.0.0.1')
// Idle connections stay open: a request that crosses with the end of one would get no answer at all.
expressServer.keepAliveTimeout = 0
await new Promise((resolve) => expressServer.once('listening', resolve))

const fastifyApp = Fastify({ keepAliveTimeout: 0 })
await fastifyApp.register(portcullis, options)
fastifyApp.get('/me', { onRequest: fastifyApp.requireAuth() }, (request) => ({
  subject: request.auth.subject
}))
fastifyApp.get('/messages', { onRequest: requireScopesHook('read') }, () => [])
const fastifyOrigin = await fastifyApp.listen({ port: 0, host: '127.0.0.1' })

/** What is really in use, in MiB. */
function measure() {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 }
}

// Nobody is left to be of use to.
const abandon = () => process.exit(1)
process.once('disconnect', abandon)

async function stop() {
  process.off('disconnect', abandon)
  await authenticate.protectedResource.close()
  await fastifyApp.close()
  expressServer.close()
  expressServer.closeAllConnections()
  // Nothing else keeps the process now; if anything does, it is seen to hang.
  process.disconnect()
}

process.on('message', (message) => {
  if (message === 'measure') process.send?.({ memory: measure() })
  if (message === 'stop') void stop()
})

const address = expressServer.address()
const expressPort = typeof address === 'object' ? address?.port : undefined
process.send?.({ ports: { Express: expressPort, Fastify: Number(new URL(fastifyOrigin).port) } })
