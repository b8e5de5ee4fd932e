import { expect, test } from 'vitest'
import { duringTraffic } from '../apis/traffic.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'
import { keyIdOf } from './key-id-of.ts'
import type { World } from './world.ts'

const TOKENS_OF_EACH_KEY = 3

/** The server gets a new key while requests go on: none of them is refused, with the old key or the new. */
export function testRotation(
  world: () => World,
  obtain: (server: AuthorizationServer) => Promise<string>
): void {
  test('keys are rotated under traffic without a single refusal', async () => {
    const { server, startApis } = world()
    const apis = await startApis()
    const before = await obtainSeveral(server, obtain)
    const after: string[] = []
    // One token of the old key is first shown after the rotation.
    const outcomes = await duringTraffic(apis, before.slice(1), async (traffic) => {
      await traffic.more(10)
      await server.rotate()
      after.push(...(await obtainSeveral(server, obtain)))
      traffic.tokens.push(...after, ...before)
      await traffic.more(3 * traffic.tokens.length)
    })
    expect(after.map(keyIdOf)).not.toContain(keyIdOf(before[0] ?? ''))
    expect(outcomes).toEqual(['200'])
  })
}

async function obtainSeveral(
  server: AuthorizationServer,
  obtain: (server: AuthorizationServer) => Promise<string>
): Promise<string[]> {
  const tokens: string[] = []
  for (let count = 0; count < TOKENS_OF_EACH_KEY; count += 1) tokens.push(await obtain(server))
  return tokens
}
