import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { options } from '../tokens/authority.ts'

/** What only a caller with the scope `admin` may ever see. */
export const treasure = 'the treasure of the guarded route'

function expressApi(framework: typeof express) {
  const app = framework()
  const auth = requireAuth(options)
  const admin = framework.Router()
  admin.use(auth)
  admin.get('/deep/vault', requireScopes('admin'), (_req, res) => void res.send(treasure))
  app.get('/vault', auth, requireScopes('admin'), (_req, res) => void res.send(treasure))
  app.get('/vault/:item', auth, requireScopes('admin'), (_req, res) => void res.send(treasure))
  app.use('/admin', admin)
  return listen(app)
}

async function fastifyApi(): Promise<Listening> {
  const app = Fastify({
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, caseSensitive: false }
  })
  await app.register(portcullis, options)
  const guard = { onRequest: requireScopesHook('admin') }
  app.get('/vault', guard, () => treasure)
  app.get('/vault/:item', guard, () => treasure)
  await app.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', scope.requireAuth())
      scope.get('/deep/vault', guard, () => treasure)
      done()
    },
    { prefix: '/admin' }
  )
  return listenFastify(app)
}

/** APIs whose routers are as lenient with paths as they can be. */
export const guardedApis: readonly { name: string; start(): Promise<Listening> }[] = [
  { name: 'Express 4', start: () => expressApi(express4) },
  { name: 'Express 5', start: () => expressApi(express) },
  { name: 'Fastify 5', start: fastifyApi }
]
