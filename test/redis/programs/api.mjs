// One process of an API that shares everything through Redis: `express`, `fastify` or `nestjs`. Tests start several, talk to
// them over HTTP, and stop them.
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Controller, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { createProtectedResource } from '@portcullis/core'
import { receiveOnNode } from '@portcullis/core/adapter'
import { receiveLogoutTokens, receiveSecurityEvents, requireAuth } from '@portcullis/express'
import portcullis, * as onFastify from '@portcullis/fastify'
import { Auth, PortcullisModule } from '@portcullis/nestjs'
import { redisStores } from '@portcullis/redis'
import { createClient } from '@redis/client'
import express from 'express'
import Fastify from 'fastify'

const { FRAMEWORK, ISSUER = '', AUDIENCE = '', REDIS_PORT, PORT = '0', OPTIONS = '{}' } = process.env
const options = /** @type {import('../start-api.ts').ApiOptions} */ (JSON.parse(OPTIONS))

const socket = { host: '127.0.0.1', port: Number(REDIS_PORT), reconnectStrategy: () => 100 }
const client = createClient({ socket, disableOfflineQueue: true })
client.on('error', () => undefined)
// A process starts even if Redis is down: it is not ready then.
await Promise.race([client.connect(), wait(1000)])

const stores = redisStores({ send: (command) => client.sendCommand(command), deadlineSeconds: 0.5 })
const { onLag = 'refuse', introspection, nonceSecret, usesOwnUrl = false } = options
const api = createProtectedResource({
  issuer: ISSUER,
  audience: AUDIENCE,
  revocations: { list: stores.revocations, onLag },
  ...(introspection && { introspection: { ...introspection, store: stores.introspections } }),
  publicUrl: usesOwnUrl ? `http://127.0.0.1:${PORT}` : 'https://api.example.test',
  dpop: { replays: stores.replays, ...(nonceSecret && { nonce: { secrets: [nonceSecret] } }) }
})
const { replays } = stores
const logout = { clientIds: options.clientIds ?? ['test-client'], replays }
const events = { audience: options.eventAudience ?? 'test-client', replays }

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

/** Routes without a token, which are the same on Express and below NestJS. */
function openRoutes() {
  const app = express()
  app.post('/revoke', express.text(), async (req, res) => {
    const body = /** @type {unknown} */ (req.body)
    res.status(await revoke(body)).end()
  })
  app.get('/readiness', (_req, res) => void res.json(api.readiness()))
  return app
}

async function expressApi() {
  const app = openRoutes()
  app.post('/backchannel-logout', receiveLogoutTokens(api, logout))
  app.post('/security-events', receiveSecurityEvents(api, events))
  app.get('/protected', requireAuth(api), (req, res) => void res.json({ subject: req.auth.subject }))
  const server = createServer(app).listen(Number(PORT), '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return server.address()
}

async function fastifyApi() {
  const app = Fastify()
  await app.register(portcullis, api)
  app.post('/revoke', async (request, reply) => reply.code(await revoke(request.body)).send())
  app.get('/readiness', () => api.readiness())
  app.post('/backchannel-logout', onFastify.receiveLogoutTokens(api, logout))
  app.post('/security-events', onFastify.receiveSecurityEvents(api, events))
  app.get('/protected', { onRequest: app.requireAuth() }, (request) => ({ subject: request.auth.subject }))
  await app.listen({ port: Number(PORT), host: '127.0.0.1' })
  return app.server.address()
}

class ProtectedController {
  /** @param {import('@portcullis/core').AuthContext} auth */
  get(auth) {
    return { subject: auth.subject }
  }
}
// What decorators do in TypeScript.
Controller()(ProtectedController)
Get('protected')(
  ProtectedController.prototype,
  'get',
  /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(ProtectedController.prototype, 'get'))
)
Auth()(ProtectedController.prototype, 'get', 0)

async function nestApi() {
  class ApiModule {
    name = 'api'
  }
  Module({ imports: [PortcullisModule.forRoot(api)], controllers: [ProtectedController] })(ApiModule)
  const app = await NestFactory.create(ApiModule, new ExpressAdapter(), { logger: false })
  app.use('/backchannel-logout', receiveOnNode(api.receiveLogoutTokens(logout)))
  app.use('/security-events', receiveOnNode(api.receiveSecurityEvents(events)))
  app.use(openRoutes())
  await app.listen(Number(PORT), '127.0.0.1')
  return /** @type {import('node:http').Server} */ (app.getHttpServer()).address()
}

const start = FRAMEWORK === 'nestjs' ? nestApi : FRAMEWORK === 'fastify' ? fastifyApi : expressApi
const address = await start()
await api.warmUp()
const port = address !== null && typeof address === 'object' ? address.port : 0
console.log(`port ${port} process ${process.pid}`)
