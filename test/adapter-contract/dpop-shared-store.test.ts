import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import type { ProtectedResourceOptions } from '@portcullis/core'
import { createTestStores } from '@portcullis/testing'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { send } from '../http/send.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const { issuer, client, token } = await createDpopRig()

/** Starts an API with two protected resources that guard the same route, one inside the other. */
type StartNested = (options: ProtectedResourceOptions) => Promise<Listening>

function startExpress(framework: typeof express): StartNested {
  return (options) => {
    const app = framework()
    const [outer, inner] = [requireAuth(options), requireAuth(options)]
    app.use(outer)
    app.use('/v1', inner, (req, res) => void res.json({ subject: req.auth?.subject }))
    return listen(closeWith(app, outer, inner))
  }
}

const startFastify: StartNested = async (options) => {
  const app = Fastify()
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  await app.register(
    async (scope) => {
      await scope.register(portcullis, options)
      scope.addHook('onRequest', scope.requireAuth())
      scope.get('/messages', (request) => ({ subject: request.auth.subject }))
    },
    { prefix: '/v1' }
  )
  return listenFastify(app)
}

describe.each([
  { name: 'Express 4', start: startExpress(express4) },
  { name: 'Express 5', start: startExpress(express) },
  { name: 'Fastify 5', start: startFastify }
])('two protected resources that share a store and guard one route, on $name', ({ start }) => {
  const open = async (replays: ReturnType<typeof createTestStores>['replays']) => {
    const api = await start({
      ...issuer.options,
      publicUrl: PUBLIC_URL,
      explain: true,
      dpop: { replays }
    })
    onTestFinished(() => api.close())
    return async (headers: Readonly<Record<string, string>>) =>
      read(await send(api.port, { path: '/v1/messages', headers: { ...headers } }))
  }

  test('accept the proof of one request once, and refuse it in the next, at another instance, too', async () => {
    const { replays } = createTestStores()
    const [call, callOther] = [await open(replays), await open(replays)]
    const headers = await client.headers({ url: URL_OF_MESSAGES, accessToken: token })
    expect(await call(headers)).toMatchObject({ status: 200, json: { subject: 'test-user' } })
    for (const each of [call, callOther])
      expect(await each(headers)).toMatchObject({ status: 401, code: 'proof_replayed' })
    const fresh = await client.headers({ url: URL_OF_MESSAGES, accessToken: token })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => [call(fresh), callOther(fresh)]).flat()
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('answer 503 while the store is down, and when it answers neither true nor false', async () => {
    const stores = createTestStores()
    const [call, callOdd] = [await open(stores.replays), await open({ add: () => 'OK' as never })]
    stores.setFault('down')
    for (const each of [call, callOdd]) {
      const headers = await client.headers({ url: URL_OF_MESSAGES, accessToken: token })
      expect(await each(headers)).toMatchObject({ status: 503, code: 'replay_store_unavailable' })
    }
  })
})
