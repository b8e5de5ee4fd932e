import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { createApi as createExpressApi } from '../../docs/snippets/migrate/express-oauth2-jwt-bearer.ts'
import { createApi as createExpressJwtApi } from '../../docs/snippets/migrate/express-jwt.ts'
import { createApi as createEntraApi } from '../../docs/snippets/migrate/passport-azure-ad.ts'
import { createApi as createPassportApi } from '../../docs/snippets/migrate/passport-jwt.ts'
import { createApi as createFastifyApi } from '../../docs/snippets/migrate/fastify-jwt.ts'
import { createApi as createKeycloakApi } from '../../docs/snippets/migrate/keycloak-connect.ts'
import { createApi as createOktaApi } from '../../docs/snippets/migrate/okta-jwt-verifier.ts'
import { createModule as createPassportModule } from '../../docs/snippets/migrate/nestjs-passport.ts'
import { createModule as createNestKeycloakModule } from '../../docs/snippets/migrate/nest-keycloak-connect.ts'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { createNest, listenNest } from '../targets/nestjs-api.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { EXPECTED_STATUSES, statusesOf } from './migrated-statuses.ts'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ path: '/realms/shop', algorithms: ['RS256'] })
})

afterAll(() => issuer.close())

function serve(app: RequestListener | FastifyInstance): Promise<Listening> {
  return 'ready' in app ? listenFastify(app) : listen(app)
}

describe('an API that migrated to Portcullis', () => {
  it.each([
    { peer: 'express-oauth2-jwt-bearer', create: createExpressApi },
    { peer: 'express-jwt and jwks-rsa', create: createExpressJwtApi },
    { peer: 'passport-jwt', create: createPassportApi },
    { peer: 'fastify-jwt-jwks and @fastify/jwt', create: createFastifyApi }
  ])('from $peer answers as before', async ({ create }) => {
    await withServer(serve(await create(issuer.options)), async (port) => {
      expect(await statusesOf({ port, issuer })).toEqual(EXPECTED_STATUSES)
    })
  })

  it('from express-oauth2-jwt-bearer requires permissions by a guard', async () => {
    await withServer(listen(createExpressApi(issuer.options)), async (port) => {
      const remove = async (permissions: string[]) => {
        const authorization = `Bearer ${await issuer.issue({ claims: { permissions } })}`
        return (await send(port, { method: 'DELETE', path: '/orders', headers: { authorization } })).status
      }
      expect([await remove(['orders:delete']), await remove([])]).toEqual([204, 403])
    })
  })

  it('from keycloak-connect requires roles by a guard', async () => {
    const { origin } = new URL(issuer.issuer)
    await withServer(listen(createKeycloakApi(origin)), async (port) => {
      const claims = { aud: 'orders-api' }
      const realmRole = { realm_access: { roles: ['clerk'] } }
      const clientRole = { resource_access: { 'orders-api': { roles: ['clerk'] } } }
      expect(await statusesOf({ port, issuer }, claims, realmRole)).toEqual(EXPECTED_STATUSES)
      expect(await statusesOf({ port, issuer }, claims, clientRole)).toEqual(EXPECTED_STATUSES)
    })
  })

  it('from @nestjs/passport with passport-jwt answers 401, 403 and 200', async () => {
    const app = await createNest('express', createPassportModule(issuer.options))
    await withServer(listenNest(app), async (port) => {
      expect(await statusesOf({ port, issuer })).toEqual(EXPECTED_STATUSES)
    })
  })

  it('from nest-keycloak-connect requires roles by a decorator', async () => {
    const app = await createNest('fastify', createNestKeycloakModule(new URL(issuer.issuer).origin))
    await withServer(listenNest(app), async (port) => {
      const role = { realm_access: { roles: ['clerk'] } }
      expect(await statusesOf({ port, issuer }, { aud: 'orders-api' }, role)).toEqual(EXPECTED_STATUSES)
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
  ])('from $peer answers as before, with the preset', async ({ create, claims }) => {
    const platformFetch = globalThis.fetch
    globalThis.fetch = () => platformFetch(issuer.jwksUri)
    try {
      await withServer(listen(create()), async (port) => {
        expect(await statusesOf({ port, issuer }, claims, { scp: 'orders.read' })).toEqual(EXPECTED_STATUSES)
      })
    } finally {
      globalThis.fetch = platformFetch
    }
  })
})
