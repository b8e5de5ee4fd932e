import fastifyCors from '@fastify/cors'
import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import type { ProtectedResourceOptions } from '@portcullis/core'
import cors from 'cors'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'

/** Where the CORS middleware stands, seen from `requireAuth`. */
export type CorsOrder = 'before' | 'after'

const corsOptions = {
  origin: /^https:\/\/spa\.example\.test$/u,
  exposedHeaders: ['WWW-Authenticate', 'Retry-After']
}

/** An Express API with `cors` before or after `requireAuth`. */
function expressCorsApi(framework: typeof express, options: ProtectedResourceOptions, order: CorsOrder) {
  const app = framework()
  const authenticate = requireAuth(options)
  const middleware = [cors(corsOptions), authenticate]
  app.use(order === 'before' ? middleware : middleware.toReversed())
  app.get('/protected', (_req, res) => void res.json({ served: true }))
  app.get('/messages', requireScopes('write:messages'), (_req, res) => void res.json({ served: true }))
  return listen(closeWith(app, authenticate))
}

/** A Fastify API with `@fastify/cors` before or after the hook of `requireAuth`. */
async function fastifyCorsApi(options: ProtectedResourceOptions, order: CorsOrder): Promise<Listening> {
  const app = Fastify()
  if (order === 'before') await app.register(fastifyCors, corsOptions)
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  if (order === 'after') await app.register(fastifyCors, corsOptions)
  app.get('/protected', () => ({ served: true }))
  app.get('/messages', { onRequest: requireScopesHook('write:messages') }, () => ({ served: true }))
  return listenFastify(app)
}

/** A framework with its CORS middleware. */
export interface CorsTarget {
  name: string
  start(options: ProtectedResourceOptions, order: CorsOrder): Promise<Listening>
}

/** Every framework version with the CORS middleware that its users have. */
export const corsTargets: readonly CorsTarget[] = [
  { name: 'Express 4', start: (options, order) => expressCorsApi(express4, options, order) },
  { name: 'Express 5', start: (options, order) => expressCorsApi(express, options, order) },
  { name: 'Fastify 5', start: fastifyCorsApi }
]
