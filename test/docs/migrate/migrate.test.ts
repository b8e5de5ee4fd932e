import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { createApi as createExpressApi } from '../../../docs/snippets/migrate/express-oauth2-jwt-bearer.ts'
import { createApi as createExpressJwtApi } from '../../../docs/snippets/migrate/express-jwt.ts'
import { createApi as createEntraApi } from '../../../docs/snippets/migrate/passport-azure-ad.ts'
import { createApi as createFastifyApi } from '../../../docs/snippets/migrate/fastify-jwt.ts'
import { createApi as createKeycloakApi } from '../../../docs/snippets/migrate/keycloak-connect.ts'
import { createApi as createOktaApi } from '../../../docs/snippets/migrate/okta-jwt-verifier.ts'
import { listen, type Listening } from '../../http/listen.ts'
import { send, sendToken } from '../../http/send.ts'
import { withServer } from '../../http/with-server.ts'
import { listenFastify } from '../../targets/targets.ts'
import { befores } from './before.ts'

const scope = { scope: 'orders:read', scp: ['orders.read'] }

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ path: '/realms/shop', algorithms: ['RS256'] })
})

afterAll(() => issuer.close())

function serve(app: RequestListener | FastifyInstance): Promise<Listening> {
  return 'ready' in app ? listenFastify(app) : listen(app)
}

/** What comes of no token, one without scope, one with it, and one that expired. */
async function statusesOf(port: number, claims: object = {}, granted: object = scope): Promise<number[]> {
  const past = { iat: 1_000_000_000, exp: 1_000_000_300 }
  const tokens = await Promise.all(
    [claims, { ...claims, ...granted }, { ...claims, ...granted, ...past }].map((each) =>
      issuer.issue({ claims: { ...each } })
    )
  )
  const answers = [await send(port, { path: '/orders' })]
  for (const token of tokens) answers.push(await sendToken(port, token, '/orders'))
  return answers.map(({ status }) => status)
}

const EXPECTED = [401, 403, 200, 401]

describe('before', () => {
  beforeEach(() => {
    // Express prints what its default error handler gets, and one of them warns of plain http.
    vi.spyOn(console, 'error').mockReturnValue()
    vi.spyOn(console, 'warn').mockReturnValue()
  })

  afterEach(() => vi.restoreAllMocks())

  it.each(befores)('$peer does as its page says', async ({ start }) => {
    await withServer(serve(await start(issuer)), async (port) => {
      expect(await statusesOf(port)).toEqual(EXPECTED)
    })
  })
})

describe('after', () => {
  it.each([
    { peer: 'express-oauth2-jwt-bearer', create: createExpressApi },
    { peer: 'express-jwt and jwks-rsa', create: createExpressJwtApi },
    { peer: 'fastify-jwt-jwks and @fastify/jwt', create: createFastifyApi }
  ])('$peer, the API does the same', async ({ create }) => {
    await withServer(serve(await create(issuer.options)), async (port) => {
      expect(await statusesOf(port)).toEqual(EXPECTED)
    })
  })

  it('express-oauth2-jwt-bearer, permissions are asked for by a guard', async () => {
    await withServer(listen(createExpressApi(issuer.options)), async (port) => {
      const remove = async (permissions: string[]) => {
        const authorization = `Bearer ${await issuer.issue({ claims: { permissions } })}`
        return (await send(port, { method: 'DELETE', path: '/orders', headers: { authorization } })).status
      }
      expect([await remove(['orders:delete']), await remove([])]).toEqual([204, 403])
    })
  })

  it('keycloak-connect, roles are asked for by a guard', async () => {
    const { origin } = new URL(issuer.issuer)
    await withServer(listen(createKeycloakApi(origin)), async (port) => {
      const claims = { aud: 'orders-api' }
      const realmRole = { realm_access: { roles: ['clerk'] } }
      const clientRole = { resource_access: { 'orders-api': { roles: ['clerk'] } } }
      expect(await statusesOf(port, claims, realmRole)).toEqual(EXPECTED)
      expect(await statusesOf(port, claims, clientRole)).toEqual(EXPECTED)
    })
  })

  it.each([
    {
      peer: '@okta/jwt-verifier',
      create: createOktaApi,
      claims: { iss: 'https://acme.okta.com/oauth2/default', aud: 'api://default' }
    },
    {
      peer: 'passport-azure-ad',
      create: createEntraApi,
      claims: {
        iss: 'https://login.microsoftonline.com/72f988bf-0000-4000-8000-2d7cd011db47/v2.0',
        aud: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
      }
    }
  ])('$peer, the API does the same, by the preset', async ({ create, claims }) => {
    const platformFetch = globalThis.fetch
    globalThis.fetch = () => platformFetch(issuer.jwksUri)
    try {
      await withServer(listen(create()), async (port) => {
        expect(await statusesOf(port, claims, { scp: 'orders.read' })).toEqual(EXPECTED)
      })
    } finally {
      globalThis.fetch = platformFetch
    }
  })
})
