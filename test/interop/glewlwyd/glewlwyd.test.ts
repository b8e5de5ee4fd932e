import { describe, expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'
import { prepareGlewlwyd } from '../servers/glewlwyd/prepare.mjs'
import { start } from '../servers/glewlwyd/start.mjs'
import { isAvailable } from '../suites/is-available.ts'
import { testAccepted } from '../suites/test-accepted.ts'
import { testDoctor } from '../suites/test-doctor.ts'
import { testExplain } from '../suites/test-explain.ts'
import { testOutage } from '../suites/test-outage.ts'
import { anHourLater, testRefused } from '../suites/test-refused.ts'
import { testRotation } from '../suites/test-rotation.ts'
import { useWorld } from '../suites/world.ts'

const available = await isAvailable('Glewlwyd', prepareGlewlwyd)
const resource = 'https://api.example.test'
const scope = 'openid orders:read orders:write'

const signIn = (server: AuthorizationServer) => server.signIn({ client: 'spa', scope, resource })

async function accessToken(server: AuthorizationServer): Promise<string> {
  return (await signIn(server)).accessToken
}

describe.skipIf(!available)('Glewlwyd', () => {
  const world = useWorld(start)

  testAccepted(world, [
    {
      title: 'a token of a person',
      obtain: signIn,
      clientId: 'spa',
      scopes: ['openid', 'orders:read', 'orders:write'],
      roles: [],
      routes: { '/read': 200, '/write': 200, '/clerk': 403 }
    },
    {
      title: 'a token of a machine',
      obtain: (server) => server.clientCredentials({ client: 'worker', scope: 'orders:read', resource }),
      clientId: 'worker',
      scopes: ['orders:read'],
      roles: [],
      routes: { '/read': 200, '/write': 403 }
    }
  ])

  testRefused(world, [
    {
      title: 'a token for another API',
      obtain: async (server) =>
        (await server.signIn({ client: 'spa', scope, resource: 'https://other.example.test' })).accessToken,
      code: 'audience_mismatch',
      hint: /https:\/\/other\.example\.test/u
    },
    {
      title: 'a token for which no resource was named',
      obtain: async (server) => (await server.signIn({ client: 'spa', scope })).accessToken,
      code: 'audience_mismatch',
      hint: /openid orders:read orders:write/u
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
      obtain: async (server) => (await signIn(server)).refreshToken,
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
        (await server.signIn({ client: 'spa', scope, resource, senderConstrained: true })).accessToken,
      code: 'confirmation_unsupported',
      hint: /bound to a key/u
    }
  ])

  test('every token passes an API that keeps to RFC 9068', async () => {
    const { server, startApis } = world()
    const token = await accessToken(server)
    for (const api of await startApis({ profile: 'rfc9068' }))
      expect(await callApi(api, token), api.framework).toMatchObject({ status: 200 })
  })

  testDoctor(world, {
    obtain: signIn,
    warnings: ['X-11', 'X-16', 'X-17', 'X-18', 'X-20', 'X-48', 'X-51'],
    preset: undefined
  })
  testExplain(world, { obtain: signIn, idTokenCode: 'token_is_id_token' })
  testRotation(world, accessToken)
  testOutage(world, accessToken)
})
