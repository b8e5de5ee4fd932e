import { Controller, Get, Module } from '@nestjs/common'
import type { LogoutTokenOptions, ProtectedResource, SecurityEventOptions } from '@portcullis/core'
import { receiveOnNode } from '@portcullis/core/adapter'
import * as onExpress from '@portcullis/express'
import portcullis, * as onFastify from '@portcullis/fastify'
import { PortcullisModule } from '@portcullis/nestjs'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { listen, type Listening } from '../http/listen.ts'
import { createNest, listenNest, type Platform } from '../targets/nestjs-api.ts'
import { listenFastify } from '../http/listen-fastify.ts'

/** Options of both receivers. */
export interface ReceiverSettings {
  readonly logout: LogoutTokenOptions
  readonly events: SecurityEventOptions
}

/** An API that receives what its issuer reports, on one framework. */
export interface ReceivingApi {
  readonly name: string
  start(api: ProtectedResource, settings: ReceiverSettings): Promise<Listening>
}

/** The same routes on every framework, with and without body parsers before them. */
export const receivingApis: readonly ReceivingApi[] = [
  { name: 'Express 4', start: (...api) => listen(expressApi(express4, ...api)) },
  { name: 'Express 5', start: (...api) => listen(expressApi(express, ...api)) },
  { name: 'Express 5 with body parsers', start: (...api) => listen(expressApi(withParsers(), ...api)) },
  { name: 'Express 4 with body parsers', start: (...api) => listen(expressApi(withParsers4(), ...api)) },
  { name: 'Fastify 5', start: async (...api) => listenFastify(await fastifyApi(...api)) },
  { name: 'NestJS on Express', start: (...api) => nestApi('express', ...api) },
  { name: 'NestJS on Fastify', start: (...api) => nestApi('fastify', ...api) }
]

const withParsers = () => () =>
  express()
    .use(express.json())
    .use(express.urlencoded({ extended: false }))
    .use(express.text())

const withParsers4 = () => () =>
  express4()
    .use(express4.json())
    .use(express4.urlencoded({ extended: true }))
    .use(express4.text())

function expressApi(
  create: () => express.Express,
  api: ProtectedResource,
  { logout, events }: ReceiverSettings
): express.Express {
  const app = create()
  app.post('/backchannel-logout', onExpress.receiveLogoutTokens(api, logout))
  app.post('/security-events', onExpress.receiveSecurityEvents(api, events))
  app.get('/protected', onExpress.requireAuth(api), (req, res) => void res.json(req.auth.subject))
  return app
}

async function fastifyApi(api: ProtectedResource, { logout, events }: ReceiverSettings) {
  const app = Fastify()
  await app.register(portcullis, api)
  app.post('/backchannel-logout', onFastify.receiveLogoutTokens(api, logout))
  app.post('/security-events', onFastify.receiveSecurityEvents(api, events))
  app.get('/protected', { onRequest: app.requireAuth() }, (request) => request.auth.subject)
  return app
}

@Controller()
class ProtectedController {
  @Get('protected')
  get() {
    return 'ok'
  }
}

async function nestApi(
  platform: Platform,
  api: ProtectedResource,
  { logout, events }: ReceiverSettings
): Promise<Listening> {
  @Module({ imports: [PortcullisModule.forRoot(api)], controllers: [ProtectedController] })
  class ApiModule {}
  const app = await createNest(platform, ApiModule)
  // Before guards and body parsers.
  app.use('/backchannel-logout', receiveOnNode(api.receiveLogoutTokens(logout)))
  app.use('/security-events', receiveOnNode(api.receiveSecurityEvents(events)))
  return listenNest(app)
}
