import {
  createProtectedResource,
  requireAuth,
  requireClaim,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/express'
import portcullis, { requireClaim as requireClaimHook } from '@portcullis/fastify'
import express, { type RequestHandler } from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { closeWith, listen } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'

/** What a function of the application does in place of an answer. */
type Fail = () => never

/** Everything that a framework may take for the order to go on, and some that it may not. */
const THROWN = [undefined, null, 0, '', false, Number.NaN, 'route', 'router', {}, []]

const serve: RequestHandler = (_req, res) => void res.json({ served: true })

/** What protects the API, and what its guard asks of `sub`. */
interface Protection {
  readonly source: ProtectedResourceOptions | ProtectedResource
  readonly test: string | Fail
}

function expressApi(framework: typeof express, { source, test: claimTest }: Protection) {
  const app = framework()
  const authenticate = requireAuth(source)
  app.get('/protected', authenticate, serve)
  app.get('/guarded', authenticate, requireClaim('sub', claimTest), serve)
  app.use(authenticate)
  app.use(serve)
  return listen(closeWith(app, authenticate))
}

async function fastifyApi({ source, test: claimTest }: Protection): Promise<Listening> {
  const app = Fastify()
  await app.register(portcullis, source)
  for (const path of ['/protected', '/anywhere'])
    app.get(path, { onRequest: app.requireAuth() }, () => ({ served: true }))
  app.get('/guarded', { onRequest: requireClaimHook('sub', claimTest) }, () => ({ served: true }))
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
      const source = { ...options, tokenCacheSize: 0, validate }
      await withServer(open({ source, test: fail }), async (port) => {
        for (const path of ['/protected', '/guarded', '/anywhere']) {
          const answer = await sendToken(port, accessToken(), path)
          expect(answer.status).toBe(500)
          expect(answer.body).not.toContain('served')
        }
      })
    })

    test.each(['admit', 'authorize', 'answer'] as const)(
      'as a protected resource that wraps another, in %s, lets nobody in',
      async (name) => {
        const wrapped = createProtectedResource(options)
        onTestFinished(() => wrapped.close())
        const source = { ...wrapped, [name]: fail }
        const token = accessToken()
        await withServer(open({ source, test: 'nobody' }), async (port) => {
          // The second time the token is known, and nothing is waited for.
          for (let times = 0; times < 2; times += 1) {
            const answer = await sendToken(port, token, '/guarded')
            expect([answer.status, answer.body.includes('served')]).toEqual([500, false])
          }
        })
      }
    )

    test('as the test of a claim lets nobody in', async () => {
      await withServer(open({ source: options, test: fail }), async (port) => {
        const answer = await sendToken(port, accessToken(), '/guarded')
        expect(answer.status).toBe(500)
        expect(answer.body).not.toContain('served')
        expect((await sendToken(port, accessToken())).status).toBe(200)
      })
    })
  })
})

describe('what a defect elsewhere adds to all objects', () => {
  test('opens no route', async () => {
    for (const open of [expressApi.bind(undefined, express), fastifyApi]) {
      await withServer(open({ source: options, test: 'nobody' }), async (port) => {
        const added = { allowAnonymous: true, onInvalidToken: 'anonymous' }
        Object.assign(Object.getPrototypeOf({}), added)
        try {
          expect((await send(port, { path: '/protected' })).status).toBe(401)
          expect((await sendToken(port, 'abc')).status).toBe(401)
        } finally {
          for (const name of Object.keys(added)) Reflect.deleteProperty(Object.prototype, name)
        }
      })
    }
  })
})
