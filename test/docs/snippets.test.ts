import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, listening } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { createNest, listenNest } from '../targets/nestjs-api.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { bodyOf, createApiCaller } from './api-caller.ts'
import { EXAMPLE_AUDIENCE, startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer
const { tokenOf, get } = createApiCaller(() => issuer)

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

describe('the snippet about options', () => {
  it('protects what comes after it', async () => {
    const { app } = await import('../../docs/snippets/options.ts')
    await withServer(listen(app), async (port) => {
      expect(await get(port, '/messages')).toEqual({ status: 401, body: undefined })
      const scope = 'read:messages write:messages'
      expect(await get(port, '/messages', { scope })).toEqual({ status: 200, body: { hello: 'ada' } })
    })
  })
})

describe.each([
  {
    what: '@portcullis/core',
    load: async () => listening((await import('../../docs/snippets/five-lines-core.ts')).server)
  },
  {
    what: '@portcullis/express',
    load: async () => listen((await import('../../docs/snippets/five-lines-express.ts')).app)
  },
  {
    what: '@portcullis/fastify',
    load: async () => listenFastify((await import('../../docs/snippets/five-lines-fastify.ts')).app)
  },
  {
    what: '@portcullis/nestjs',
    load: async () => {
      const { AppModule } = await import('../../docs/snippets/five-lines-nestjs.ts')
      return listenNest(await createNest('express', AppModule))
    }
  }
])('the first lines of $what', ({ load }) => {
  it('answer 401, 403 and 200', async () => {
    await withServer(load(), async (port) => {
      const answers = [
        await get(port, '/messages'),
        await get(port, '/messages', {}),
        await get(port, '/messages', { scope: 'read:messages' })
      ]
      expect(answers.map(({ status }) => status)).toEqual([401, 403, 200])
      expect(answers[2]?.body).toEqual({ hello: 'ada' })
    })
  })
})

describe('the snippets about NestJS', () => {
  it('protect with a class and its method, open two handlers, and use a resource by its name', async () => {
    const { AppModule } = await import('../../docs/snippets/nestjs.ts')
    await withServer(listenNest(await createNest('express', AppModule)), async (port) => {
      const statuses = async (path: string, ...claims: object[]) => {
        const answers = [await get(port, path)]
        for (const each of claims) answers.push(await get(port, path, { ...each }))
        return answers.map(({ status }) => status)
      }
      const clerk = { roles: ['clerk'] }
      expect(await statuses('/orders', {}, clerk)).toEqual([401, 403, 200])
      const reporter = { ...clerk, scope: 'orders:report' }
      expect(await statuses('/orders/report', clerk, reporter)).toEqual([401, 403, 200])
      expect(await statuses('/health')).toEqual([200])
      expect(await get(port, '/offers')).toEqual({ status: 200, body: { for: 'everyone' } })
      expect(await statuses('/partners', {}, { aud: 'https://partners.example.com' })).toEqual([
        401, 401, 200
      ])
    })
  })
})

describe('the guards of every kind', () => {
  it.each([
    ['GET', '/messages', { scope: 'read:messages' }],
    ['GET', '/inbox', { scope: 'admin' }],
    ['GET', '/reports', { permissions: ['reports:read'] }],
    ['GET', '/users', { realm_access: { roles: ['admin'] } }],
    ['GET', '/acme', { tenant: ['acme', 'other'] }],
    ['GET', '/beta', { plan: 'pro' }],
    ['POST', '/payments', { acr: 'gold', auth_time: Math.floor(Date.now() / 1000) }],
    ['DELETE', '/messages', { scope: 'write:messages', roles: ['editor'] }],
    ['GET', '/export', { permissions: ['export'] }]
  ])('admit the callers that they name and no others: %s %s', async (method, path, claims) => {
    const { app } = await import('../../docs/snippets/guards.ts')
    await withServer(listen(app), async (port) => {
      expect(await statusOf(port, { method, path, claims })).toBe(200)
      expect(await statusOf(port, { method, path })).toBe(path === '/payments' ? 401 : 403)
    })
  })
})

/** What the guards of each framework require on docs/guards.md. */
const GUARDED = [
  { method: 'GET', path: '/messages', claims: { scope: 'read:messages' } },
  { method: 'DELETE', path: '/messages', claims: { scope: 'write:messages', roles: ['editor'] } },
  { method: 'GET', path: '/export', claims: { roles: ['auditor'] } },
  { method: 'POST', path: '/payments', claims: { acr: 'gold', auth_time: Math.floor(Date.now() / 1000) } }
]

async function statusOf(
  port: number,
  { method, path, claims = { scope: 'other' } }: { method: string; path: string; claims?: object }
): Promise<number> {
  const headers = { authorization: `Bearer ${await tokenOf({ ...claims })}` }
  return (await send(port, { method, path, headers })).status
}

describe.each([
  {
    framework: 'Express',
    load: async () => listen((await import('../../docs/snippets/guards.ts')).app)
  },
  {
    framework: 'Fastify',
    load: async () => listenFastify((await import('../../docs/snippets/guards-fastify.ts')).app)
  },
  {
    framework: 'NestJS',
    load: async () =>
      listenNest(
        await createNest('express', (await import('../../docs/snippets/guards-nestjs.ts')).AppModule)
      )
  }
])('the snippet about guards on $framework', ({ load }) => {
  it('admits tokens that grant what a route requires, and refuses others with 403, or 401 for step-up', async () => {
    await withServer(load(), async (port) => {
      for (const guarded of GUARDED) {
        const { method, path } = guarded
        expect([200, 201], path).toContain(await statusOf(port, guarded))
        expect(await statusOf(port, { method, path }), path).toBe(path === '/payments' ? 401 : 403)
      }
    })
  })
})

describe('the snippet about guards in the core', () => {
  it('returns callers whose token satisfies the guard, and throws for others', async () => {
    const { callerOf } = await import('../../docs/snippets/guards-core.ts')
    const call = async (claims: object) => {
      const headers = { authorization: `Bearer ${await tokenOf({ ...claims })}` }
      return callerOf({ method: 'GET', url: '/', headers }, 'clear')
    }
    expect(await call({ scope: 'write:messages', roles: ['editor'] })).toMatchObject({ subject: 'ada' })
    await expect(call({ scope: 'write:messages' })).rejects.toMatchObject({ code: 'role_insufficient' })
  })
})

describe('the snippet about several issuers', () => {
  it('accepts tokens of a listed issuer and of no other', async () => {
    const { app } = await import('../../docs/snippets/issuers.ts')
    await withServer(listen(app), async (port) => {
      expect(await get(port, '/messages', {})).toMatchObject({ status: 200, body: { hello: 'ada' } })
      expect(await get(port, '/messages', { iss: 'https://legacy.example.com' })).toMatchObject({
        status: 401
      })
      const borrowed = { iss: 'https://legacy.example.com/', aud: EXAMPLE_AUDIENCE }
      expect(await get(port, '/messages', borrowed)).toMatchObject({ status: 401 })
    })
  })
})

describe('the snippet about presets', () => {
  it('accepts tokens of the realm', async () => {
    const realm = await startExampleIssuer('/realms/orders')
    const { app } = await import('../../docs/snippets/presets.ts')
    await withServer(listen(app), async (port) => {
      const token = await realm.issue({ claims: { sub: 'ada' } })
      expect(bodyOf(await sendToken(port, token, '/messages'))).toEqual({ hello: 'ada' })
      expect(await get(port, '/messages', {})).toMatchObject({ status: 401 })
    })
    await realm.close()
  })
})
