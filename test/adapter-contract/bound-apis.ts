import type { RequestListener } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import { All, Controller, Get, Module } from '@nestjs/common'
import { Auth, OptionalAuth, PortcullisModule } from '@portcullis/nestjs'
import { RequireScopes, RequireSenderConstrained } from '@portcullis/nestjs'
import portcullis from '@portcullis/fastify'
import { optionalAuth, requireAuth, requireScopes, requireSenderConstrained } from '@portcullis/express'
import {
  requireScopes as requireScopesHook,
  requireSenderConstrained as requireSenderConstrainedHook
} from '@portcullis/fastify'
import type { AuthContext, ProtectedResourceOptions } from '@portcullis/core'
import express from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { listen, listening, type Listening } from '../http/listen.ts'
import { createNest, type Platform } from '../targets/nestjs-api.ts'

/**
 * A framework that serves an API with its routes below `/v1`, in a mounted router. `/v1/feed` admits requests
 * with an invalid token as anonymous ones, and `/v1/admin` requires a scope.
 */
export interface BoundApi {
  readonly name: string
  /** Starts it over http, or over https with these settings. */
  start(options: ProtectedResourceOptions, tls?: ServerOptions): Promise<Listening>
  /** Starts it over http, with options that depend on where it listens. */
  startAt(optionsOf: (origin: string) => ProtectedResourceOptions): Promise<Listening>
}

/** Closes what it opened. */
type Close = () => Promise<unknown>

type CreateListener = (options: ProtectedResourceOptions) => Promise<readonly [RequestListener, Close]>

function createApi(name: string, createListener: CreateListener): BoundApi {
  return {
    name,
    async start(options, tls) {
      const [listener, close] = await createListener(options)
      const server = await (tls === undefined
        ? listen(listener)
        : listening(createServer(tls, listener), 'https'))
      return closing(server, close)
    },
    async startAt(optionsOf) {
      const served: { listener?: RequestListener } = {}
      const server = await listen((req, res) => served.listener?.(req, res))
      const [listener, close] = await createListener(optionsOf(server.origin))
      served.listener = listener
      return closing(server, close)
    }
  }
}

/** The same server, which also closes what serves it. */
function closing(server: Listening, close: Close): Listening {
  return {
    ...server,
    async close() {
      await server.close()
      await close()
    }
  }
}

/** What a route says about its caller. */
function describe({ subject, scheme, confirmation }: AuthContext): object {
  return { subject, scheme, confirmation: confirmation ?? null }
}

const ANONYMOUS = { onInvalidToken: 'anonymous' } as const

function describeOptional(auth: AuthContext | undefined): object {
  return { subject: auth?.subject ?? null }
}

function expressListener(framework: typeof express, options: ProtectedResourceOptions) {
  const app = framework()
  const authenticate = requireAuth(options)
  const router = framework.Router()
  router.all('/messages', (req, res) => void res.json(describe(req.auth)))
  router.get('/bound', requireSenderConstrained(), (req, res) => void res.json(describe(req.auth)))
  router.get('/admin', requireScopes('admin'), (req, res) => void res.json(describe(req.auth)))
  const feed = framework.Router()
  const anyone = optionalAuth(authenticate.protectedResource, ANONYMOUS)
  feed.get('/feed', anyone, (req, res) => void res.json(describeOptional(req.auth)))
  app.use('/v1', feed, authenticate, router)
  return [app, () => authenticate.protectedResource.close()] as const
}

async function fastifyListener(
  options: ProtectedResourceOptions
): Promise<readonly [RequestListener, Close]> {
  const app = Fastify()
  await app.register(portcullis, options)
  await app.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', app.requireAuth())
      const answer = (request: FastifyRequest) => describe(request.auth)
      scope.all('/messages', answer)
      scope.get('/bound', { onRequest: requireSenderConstrainedHook() }, answer)
      done()
    },
    { prefix: '/v1' }
  )
  app.get('/v1/admin', { onRequest: requireScopesHook('admin') }, ({ auth }) => describe(auth))
  const onRequest = app.optionalAuth(ANONYMOUS)
  app.get('/v1/feed', { onRequest }, ({ auth }: { auth?: AuthContext }) => describeOptional(auth))
  await app.ready()
  return [(req, res) => app.routing(req, res), () => app.close()]
}

@Controller('v1')
class MessagesController {
  @All('messages')
  messages(@Auth() auth: AuthContext) {
    return describe(auth)
  }

  @Get('feed')
  @OptionalAuth(ANONYMOUS)
  feed(@Auth() auth?: AuthContext) {
    return describeOptional(auth)
  }

  @Get('admin')
  @RequireScopes('admin')
  admin(@Auth() auth: AuthContext) {
    return describe(auth)
  }

  @Get('bound')
  @RequireSenderConstrained()
  bound(@Auth() auth: AuthContext) {
    return describe(auth)
  }
}

async function nestListener(
  platform: Platform,
  options: ProtectedResourceOptions
): Promise<readonly [RequestListener, Close]> {
  @Module({ imports: [PortcullisModule.forRoot(options)], controllers: [MessagesController] })
  class ApiModule {}
  const app = await createNest(platform, ApiModule)
  await app.init()
  const served: unknown = app.getHttpAdapter().getInstance()
  if (typeof served === 'function') return [served as RequestListener, () => app.close()]
  const fastify = served as Awaited<FastifyInstance>
  await fastify.ready()
  return [(req, res) => fastify.routing(req, res), () => app.close()]
}

/** Every framework version that the adapters support. */
export const boundApis: readonly BoundApi[] = [
  createApi('Express 4', async (options) => expressListener(express4, options)),
  createApi('Express 5', async (options) => expressListener(express, options)),
  createApi('Fastify 5', fastifyListener),
  createApi('NestJS on Express', (options) => nestListener('express', options)),
  createApi('NestJS on Fastify', (options) => nestListener('fastify', options))
]
