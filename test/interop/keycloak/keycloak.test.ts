import { describe, expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import { duringTraffic } from '../apis/traffic.ts'
import { start } from '../servers/keycloak/start.mjs'
import { prepareSeed } from '../servers/keycloak/seed.mjs'
import { isAvailable } from '../suites/is-available.ts'
import { publishedKeyIds } from '../suites/published-key-ids.ts'
import { keyIdOf } from '../suites/key-id-of.ts'
import { testAccepted } from '../suites/test-accepted.ts'
import { testDpop } from '../suites/test-dpop.ts'
import { testDoctor } from '../suites/test-doctor.ts'
import { testExplain } from '../suites/test-explain.ts'
import { testOutage } from '../suites/test-outage.ts'
import { testRefused } from '../suites/test-refused.ts'
import { testRotation } from '../suites/test-rotation.ts'
import { testToken } from '../suites/test-token.ts'
import { useWorld } from '../suites/world.ts'
import { acceptedByKeycloak, accessToken, obtainTokens, refusedByKeycloak } from './cases.ts'
import { testHostnameChange } from './test-hostname-change.ts'
import { testMutualTls } from './test-mutual-tls.ts'

const available = await isAvailable('Keycloak', prepareSeed)

describe.skipIf(!available)('Keycloak', () => {
  const world = useWorld(start, {
    rolesClaims: [
      ['realm_access', 'roles'],
      ['resource_access', 'orders-api', 'roles']
    ]
  })

  // First of all: this client makes the server add a key.
  test('a first token of type at+jwt with ES256 passes at once, under traffic, though its key is new', async () => {
    const { server, apis, startApis } = world()
    let token = ''
    const outcomes = await duringTraffic(apis, [await accessToken(server)], async (traffic) => {
      await traffic.more(5)
      const before = await publishedKeyIds(server)
      token = (await server.signIn({ client: 'spa-es256', scope: 'openid orders:read' })).accessToken
      expect(before).not.toContain(keyIdOf(token))
      traffic.tokens.push(token)
      await traffic.more(10)
    })
    expect(outcomes).toEqual(['200'])
    for (const api of await startApis({ algorithms: ['RS256'] }))
      expect(await callApi(api, token)).toMatchObject({ status: 401, code: 'algorithm_not_allowed' })
  })

  testAccepted(world, acceptedByKeycloak)
  testRefused(world, refusedByKeycloak)
  testDoctor(world, {
    obtain: obtainTokens,
    warnings: ['X-10', 'X-11', 'X-14', 'X-17', 'X-32', 'X-33', 'X-34', 'X-46', 'X-51'],
    preset: 'keycloak'
  })
  testDpop(world, { client: 'spa-dpop', scope: 'openid orders:read' })
  testMutualTls(world)
  testToken(world, {
    client: 'spa',
    form: { username: 'alice', password: 'alice-password' },
    machine: { client: 'worker', secret: 'workersecretworkersecret' },
    audienceFor: () => world().server.audience
  })
  testExplain(world, { obtain: obtainTokens, idTokenCode: 'token_not_access_token' })
  testRotation(world, accessToken)
  testOutage(world, accessToken)
  testHostnameChange(world)
})
