import { expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import type { ProtectedApi } from '../apis/protected-apis.ts'
import type { Keycloak } from '../servers/keycloak/start.mjs'
import { readMetadata } from '../suites/read-metadata.ts'
import type { World } from '../suites/world.ts'
import { accessToken } from './cases.ts'

/** The server moves to another host name, and with it its issuer: nothing is trusted that was not configured. */
export function testHostnameChange(world: () => World<Keycloak>): void {
  test('after a change of host name each API trusts the issuers that it was given', async () => {
    const { server, apis, startApis } = world()
    const { issuer: oldIssuer } = server
    const oldToken = await accessToken(server)
    await expectStatus(apis, oldToken, { status: 200 })

    await server.moveTo('localhost')
    const newToken = await accessToken(server)
    expect(server.issuer).not.toBe(oldIssuer)
    await expectStatus(apis, oldToken, { status: 200 })
    await expectStatus(apis, newToken, { status: 401, code: 'issuer_untrusted' })

    // Who asks the old issuer now is told of another one, and believes nothing.
    const cold = await startApis({ issuer: oldIssuer })
    await expectStatus(cold, oldToken, { status: 503, code: 'metadata_issuer_mismatch' })
    await expectStatus(await startApis({ issuer: server.issuer }), newToken, { status: 200 })
    await expectStatus(await startApis({ issuer: server.issuer }), oldToken, { status: 401 })
  })

  test('during the change an API trusts both issuers, with the keys of the old one where they are now', async () => {
    const { server, apis, startApis } = world()
    const oldIssuer = server.issuer
    const oldToken = await accessToken(server)
    await server.moveTo('127.0.0.1')
    const newToken = await accessToken(server)
    const { jwksUri } = await readMetadata(server)
    const issuers = [{ issuer: server.issuer }, { issuer: oldIssuer, jwksUri }]
    const both = await startApis({ issuers })
    await expectStatus(both, oldToken, { status: 200 })
    await expectStatus(both, newToken, { status: 200 })
    await expectStatus(apis, newToken, { status: 200 })
  })
}

async function expectStatus(
  apis: readonly ProtectedApi[],
  token: string,
  expected: { status: number; code?: string }
): Promise<void> {
  for (const api of apis) expect(await callApi(api, token), api.framework).toMatchObject(expected)
}
