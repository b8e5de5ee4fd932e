import { createProtectedResource } from '@portcullis/core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AuthorizationServer } from '../servers/authorization-server.ts'
import { INTROSPECTOR, OPAQUE_AUDIENCE, SECRETS } from '../servers/oidc-provider/registered.mjs'
import { start } from '../servers/oidc-provider/start.mjs'

const CACHE_SECONDS = 1

describe('oidc-provider', () => {
  let server: AuthorizationServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.close())

  test.each([
    ['plain', false],
    ['signed', true]
  ])(
    'has an opaque token accepted by %s answers, and refused within the cache time after RFC 7009',
    async (_, signed) => {
      const api = createProtectedResource({
        issuer: server.issuer,
        audience: OPAQUE_AUDIENCE,
        introspection: {
          clientId: INTROSPECTOR,
          clientSecret: SECRETS[INTROSPECTOR],
          cacheSeconds: CACHE_SECONDS,
          signed
        }
      })
      onTestFinished(() => api.close())
      const request = { client: 'spa', scope: 'openid orders:read', resource: OPAQUE_AUDIENCE }
      const { accessToken } = await server.signIn(request)
      const authenticate = () =>
        api
          .authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${accessToken}` } })
          .then(({ clientId, scopes }) => ({ clientId, scopes }))
          .catch((error: unknown) => Reflect.get(Object(error), 'code') as unknown)
      expect(accessToken.split('.')).toHaveLength(1)
      expect(await authenticate()).toEqual({ clientId: 'spa', scopes: ['orders:read'] })
      const body = new URLSearchParams({ client_id: 'spa', token: accessToken })
      const revoked = await fetch(`${server.issuer}/token/revocation`, { method: 'POST', body })
      expect(revoked.status).toBe(200)
      await expect
        .poll(authenticate, { interval: 50, timeout: CACHE_SECONDS * 1000 + 10_000 })
        .toBe('token_inactive')
    }
  )
})
