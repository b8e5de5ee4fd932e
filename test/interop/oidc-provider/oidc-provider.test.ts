import { describe, expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import { SECRETS } from '../servers/oidc-provider/registered.mjs'
import { start } from '../servers/oidc-provider/start.mjs'
import { testAccepted } from '../suites/test-accepted.ts'
import { testDoctor } from '../suites/test-doctor.ts'
import { testExplain } from '../suites/test-explain.ts'
import { testOutage } from '../suites/test-outage.ts'
import { anHourLater, testRefused } from '../suites/test-refused.ts'
import { testRotation } from '../suites/test-rotation.ts'
import { testToken } from '../suites/test-token.ts'
import { useWorld } from '../suites/world.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'

const resource = 'https://api.example.test'
const scope = 'openid orders:read orders:write'
const scopes = ['orders:read', 'orders:write']

const signIn = (server: AuthorizationServer) => server.signIn({ client: 'spa', scope, resource })

async function accessToken(server: AuthorizationServer): Promise<string> {
  return (await signIn(server)).accessToken
}

describe('oidc-provider', () => {
  const world = useWorld(start)

  testAccepted(world, [
    {
      title: 'a token of a person, RS256,',
      obtain: signIn,
      clientId: 'spa',
      scopes,
      roles: ['clerk'],
      routes: { '/read': 200, '/write': 200, '/clerk': 200, '/auditor': 403 }
    },
    {
      title: 'a token of a person, ES256,',
      obtain: (server) => server.signIn({ client: 'spa-es256', scope: 'openid orders:read', resource }),
      clientId: 'spa-es256',
      scopes: ['orders:read'],
      roles: ['clerk'],
      routes: { '/read': 200, '/write': 403 }
    },
    {
      title: 'a token of a machine, RS256,',
      obtain: (server) => server.clientCredentials({ client: 'worker', scope: 'orders:read', resource }),
      clientId: 'worker',
      scopes: ['orders:read'],
      roles: [],
      routes: { '/read': 200, '/write': 403, '/clerk': 403 }
    },
    {
      title: 'a token of a machine, ES256,',
      obtain: (server) =>
        server.clientCredentials({ client: 'workeres256', scope: 'orders:write', resource }),
      clientId: 'workeres256',
      scopes: ['orders:write'],
      roles: [],
      routes: { '/read': 403, '/write': 200 }
    }
  ])

  testRefused(world, [
    {
      title: 'a token for another API',
      obtain: async (server) =>
        (await server.signIn({ client: 'spa', scope, resource: 'https://other.example.test' })).accessToken,
      code: 'audience_mismatch',
      hint: /have the client request a token for this API/u
    },
    {
      title: 'a token for which no resource was named',
      obtain: async (server) => (await server.signIn({ client: 'spa', scope: 'openid' })).accessToken,
      code: 'token_opaque',
      hint: /./u
    },
    {
      title: 'an ID token',
      obtain: async (server) => (await signIn(server)).idToken,
      code: 'token_is_id_token',
      hint: /the client must send the access token/u
    },
    {
      title: 'an ID token, by an API that has the client as its audience,',
      obtain: async (server) => (await signIn(server)).idToken,
      code: 'token_is_id_token',
      hint: /the client must send the access token/u,
      options: { audience: 'spa' }
    },
    {
      title: 'a refresh token',
      obtain: async (server) =>
        (await server.signIn({ client: 'spa', scope: `${scope} offline_access`, resource })).refreshToken,
      code: 'token_opaque',
      hint: /./u
    },
    {
      title: 'a token an hour later',
      obtain: accessToken,
      code: 'token_expired',
      hint: /the client must get a new one/u,
      options: anHourLater
    },
    {
      title: 'a token that is bound to a key, without a proof,',
      obtain: async (server) =>
        (await server.signIn({ client: 'spa-dpop', scope, resource, senderConstrained: true })).accessToken,
      code: 'confirmation_unsupported',
      hint: /bound to a key/u
    }
  ])

  test('every token passes an API that keeps to RFC 9068', async () => {
    const { server, startApis } = world()
    const token = await accessToken(server)
    for (const api of await startApis({ profile: 'rfc9068' }))
      expect((await callApi(api, token)).status, api.framework).toBe(200)
  })

  testDoctor(world, {
    obtain: signIn,
    warnings: ['X-11', 'X-43'],
    preset: 'nodeOidcProvider'
  })
  testToken(world, {
    client: 'native',
    form: { login: 'alice', password: 'any' },
    machine: { client: 'worker', secret: SECRETS.worker },
    audienceFor: (origin) => origin
  })
  testExplain(world, { obtain: signIn, idTokenCode: 'token_is_id_token' })
  testRotation(world, accessToken)
  testOutage(world, accessToken)
})
