import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import express, { type Express } from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { sendToken, type ReceivedAnswer } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'

const orders = 'https://orders.example.test'
const bills = 'https://bills.example.test'

function routerFor(framework: typeof express, authenticate: ReturnType<typeof requireAuth>) {
  const router = framework.Router()
  router.use(authenticate)
  router.get('/open', (req, res) => void res.json({ audience: req.auth.audience }))
  router.get('/guarded', requireScopes('read:messages'), (_req, res) => void res.json({ served: true }))
  return router
}

function twoRouters(framework: typeof express): Express {
  const app = framework()
  const ordersAuth = requireAuth({ ...options, audience: orders })
  const billsAuth = requireAuth({ ...options, audience: bills })
  app.use('/orders', routerFor(framework, ordersAuth))
  app.use('/bills', routerFor(framework, billsAuth))
  return closeWith(app, ordersAuth, billsAuth)
}

async function scopeFor(scope: FastifyInstance, { audience }: { audience: string }): Promise<void> {
  await scope.register(portcullis, { ...options, audience })
  scope.get('/open', { onRequest: scope.requireAuth() }, (request) => ({ audience: request.auth.audience }))
  scope.get('/guarded', { onRequest: requireScopesHook('read:messages') }, () => ({ served: true }))
}

async function twoScopes(): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(scopeFor, { prefix: '/orders', audience: orders })
  await app.register(scopeFor, { prefix: '/bills', audience: bills })
  app.get('/public', () => ({ public: true }))
  return app
}

const targets: { name: string; start(): Promise<Listening> }[] = [
  { name: 'two routers of Express 4', start: () => listen(twoRouters(express4)) },
  { name: 'two routers of Express 5', start: () => listen(twoRouters(express)) },
  { name: 'two sibling scopes of Fastify 5', start: async () => listenFastify(await twoScopes()) }
]

function realmOf({ headers }: ReceivedAnswer): string | undefined {
  return /realm="([^"]*)"/u.exec(headers['www-authenticate']?.[0] ?? '')?.[1]
}

describe.each(targets)('with $name', ({ start }) => {
  test.each(['/open', '/guarded'])(
    verifies('B-20', 'a token is good only for the protected resource of its audience'),
    async (path) => {
      const api = await start()
      const token = accessToken({ aud: orders })
      const own = await sendToken(api.port, token, `/orders${path}`)
      const other = await sendToken(api.port, token, `/bills${path}`)
      const again = await sendToken(api.port, token, `/orders${path}`)
      await api.close()
      expect([own.status, other.status, again.status]).toEqual([200, 401, 200])
      expect(realmOf(other)).toBe(bills)
    }
  )

  test('a token for both audiences is good for both', async () => {
    const api = await start()
    const token = accessToken({ aud: [bills, orders] })
    const answers = await Promise.all(
      ['/orders/open', '/bills/open'].map((path) => sendToken(api.port, token, path))
    )
    await api.close()
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })
})
