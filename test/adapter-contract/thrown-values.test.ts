import { requireAuth, requireClaim } from '@portcullis/express'
import portcullis, { requireClaim as requireClaimHook } from '@portcullis/fastify'
import express, { type RequestHandler } from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { listen } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../targets/targets.ts'
import { accessToken, options } from '../tokens/authority.ts'

/** What a function of the application does in place of an answer. */
type Fail = () => never

/** Everything that a framework may take for the order to go on, and some that it may not. */
const THROWN = [undefined, null, 0, '', false, Number.NaN, 'route', 'router', {}, []]

const serve: RequestHandler = (_req, res) => void res.json({ served: true })

function expressApi(framework: typeof express, fail: { validate?: () => boolean; test: Fail }) {
  const app = framework()
  const { validate = () => true, test: failing } = fail
  const authenticate = requireAuth({ ...options, verifiedTokens: 0, validate })
  app.get('/protected', authenticate, serve)
  app.get('/guarded', authenticate, requireClaim('sub', failing), serve)
  app.use(authenticate)
  app.use(serve)
  return listen(app)
}

async function fastifyApi(fail: { validate?: () => boolean; test: Fail }): Promise<Listening> {
  const app = Fastify()
  const { validate = () => true, test: failing } = fail
  await app.register(portcullis, { ...options, verifiedTokens: 0, validate })
  for (const path of ['/protected', '/anywhere'])
    app.get(path, { onRequest: app.requireAuth() }, () => ({ served: true }))
  app.get('/guarded', { onRequest: requireClaimHook('sub', failing) }, () => ({ served: true }))
  return listenFastify(app)
}

describe.each([
  { name: 'Express 4', open: expressApi.bind(undefined, express4) },
  { name: 'Express 5', open: expressApi.bind(undefined, express) },
  { name: 'Fastify 5', open: fastifyApi }
])('on $name', ({ open }) => {
  describe.each(THROWN)('a function of the application that throws %o', (thrown) => {
    const fail: Fail = () => {
      throw thrown
    }
    const reject = () => Promise.reject(thrown) as unknown as boolean

    test.each([
      { how: 'at once', validate: fail },
      { how: 'through a promise', validate: reject }
    ])('as "validate", $how, lets nobody in', async ({ validate }) => {
      await withServer(open({ validate, test: fail }), async (port) => {
        for (const path of ['/protected', '/guarded', '/anywhere']) {
          const answer = await sendToken(port, accessToken(), path)
          expect(answer.status).toBe(500)
          expect(answer.body).not.toContain('served')
        }
      })
    })

    test('as the test of a claim lets nobody in', async () => {
      await withServer(open({ test: fail }), async (port) => {
        const answer = await sendToken(port, accessToken(), '/guarded')
        expect(answer.status).toBe(500)
        expect(answer.body).not.toContain('served')
        expect((await sendToken(port, accessToken())).status).toBe(200)
      })
    })
  })
})
