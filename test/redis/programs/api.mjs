// One process of an API that shares revocations and used DPoP proofs through Redis, and nonces by a secret. Tests start
// several, talk to them over HTTP, and stop them.
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createProtectedResource } from '@portcullis/core'
import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import { redisStores } from '@portcullis/redis'
import { createClient } from '@redis/client'
import express from 'express'
import Fastify from 'fastify'

const { FRAMEWORK, ISSUER = '', AUDIENCE = '', REDIS_PORT, ON_LAG = 'refuse', NONCE_SECRET } = process.env

const socket = { host: '127.0.0.1', port: Number(REDIS_PORT), reconnectStrategy: () => 100 }
const client = createClient({ socket, disableOfflineQueue: true })
client.on('error', () => undefined)
// A process starts even if Redis is down: it is not ready then.
await Promise.race([client.connect(), wait(1000)])

const stores = redisStores({ send: (command) => client.sendCommand(command), deadlineSeconds: 0.5 })
const api = createProtectedResource({
  issuer: ISSUER,
  audience: AUDIENCE,
  publicUrl: 'https://api.example.test',
  dpop: {
    replays: stores.replays,
    ...(NONCE_SECRET === undefined ? {} : { nonce: { secrets: [NONCE_SECRET] } })
  },
  revocations: { list: stores.revocations, onLag: ON_LAG === 'serve' ? 'serve' : 'refuse' }
})

/** @param {unknown} text */
async function revoke(text) {
  try {
    const revocation = /** @type {import('@portcullis/core').Revocation} */ (JSON.parse(String(text)))
    await api.revoke(revocation)
    return 204
  } catch (error) {
    return error instanceof Error && 'status' in error ? Number(error.status) : 500
  }
}

async function expressApi() {
  const app = express()
  app.post('/revoke', express.text(), async (req, res) => {
    const body = /** @type {unknown} */ (req.body)
    res.status(await revoke(body)).end()
  })
  app.get('/readiness', (_req, res) => void res.json(api.readiness()))
  app.get('/protected', requireAuth(api), (req, res) => void res.json({ subject: req.auth.subject }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return server.address()
}

async function fastifyApi() {
  const app = Fastify()
  await app.register(portcullis, api)
  app.post('/revoke', async (request, reply) => reply.code(await revoke(request.body)).send())
  app.get('/readiness', () => api.readiness())
  app.get('/protected', { onRequest: app.requireAuth() }, (request) => ({ subject: request.auth.subject }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server.address()
}

const address = await (FRAMEWORK === 'fastify' ? fastifyApi() : expressApi())
await api.warmUp()
console.log(`port ${address !== null && typeof address === 'object' ? address.port : 0}`)
