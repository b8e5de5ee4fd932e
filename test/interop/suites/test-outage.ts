import { expect, test, vi } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import type { ProtectedApi } from '../apis/protected-apis.ts'
import { duringTraffic } from '../apis/traffic.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'
import { anHourLater } from './test-refused.ts'
import type { World } from './world.ts'

/** The longest back-off of the keys. */
const RECOVERED_WITHIN_MILLISECONDS = 60_000

/**
 * The server ends and comes back while requests go on. Keys that are known serve on; what can't be verified
 * meanwhile is a 503 and never a 401; an expired token stays an expired token.
 */
export function testOutage(
  world: () => World,
  obtain: (server: AuthorizationServer) => Promise<string>
): void {
  test('an outage under traffic is a 503 to unknown keys, and nothing to known ones', async () => {
    const { server, startApis } = world()
    const warm = await startApis()
    const known = [await obtain(server), await obtain(server)]
    for (const api of warm) expect(await callApi(api, known[0] ?? '')).toMatchObject({ status: 200 })
    await server.rotate()
    const withNewKey = await obtain(server)
    const cold: ProtectedApi[] = []
    const outcomes = await duringTraffic(warm, known, async (traffic) => {
      await server.stop()
      try {
        await traffic.more(20)
        await expectUnavailable(warm, withNewKey, 'jwks_unreachable')
        for (const api of await startApis(anHourLater)) {
          expect(await callApi(api, withNewKey)).toMatchObject({ status: 401, code: 'token_expired' })
          await api.close()
        }
        cold.push(...(await startApis()))
        await expectUnavailable(cold, withNewKey, 'metadata_unreachable')
      } finally {
        await server.restart()
      }
      await Promise.all([...warm, ...cold].map((api) => untilRecovered(api, withNewKey)))
      await traffic.more(20)
    })
    expect(outcomes).toEqual(['200'])
  })
}

async function expectUnavailable(apis: readonly ProtectedApi[], token: string, code: string): Promise<void> {
  for (const api of apis) {
    const answer = await callApi(api, token)
    expect(answer, api.framework).toMatchObject({ status: 503, code, challenge: undefined })
    expect(Number(answer.retryAfter), api.framework).toBeGreaterThan(0)
  }
}

/** Asks until the token passes; until then it is a 503. */
async function untilRecovered(api: ProtectedApi, token: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      const answer = await callApi(api, token)
      if (answer.status !== 200) expect(answer, api.framework).toMatchObject({ status: 503 })
      return answer.status === 200
    },
    { timeout: RECOVERED_WITHIN_MILLISECONDS, interval: 100 }
  )
}
