import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { explainToken } from '../../../src/explain/explain-token.ts'
import { startAuthorizationServer } from '../../authorization-server.ts'

const AUDIENCE = 'https://api.example.com'

/** Endpoints as Dex names them. */
const asDex = (document: Record<string, unknown>, origin: string) => ({
  ...document,
  jwks_uri: `${origin}/keys`,
  authorization_endpoint: `${origin}/auth`,
  token_endpoint: `${origin}/token`,
  device_authorization_endpoint: `${origin}/device/code`
})

describe('the doctor where tokens are bound to clients', () => {
  it.each([
    [{ clientId: 'my-client', audience: AUDIENCE }, 'my-client'],
    [{ clientId: 'my-client' }, 'my-client'],
    [{ audience: AUDIENCE }, AUDIENCE]
  ])('advises with %o a preset that accepts %s', async (settings, clientId) => {
    await using server = await startAuthorizationServer(asDex)
    const { advice } = await diagnose({ issuer: server.origin, ...settings })
    expect(advice?.presetSource).toContain('dex({')
    expect(advice?.presetSource).toContain(`clientIds: ['${clientId}']`)
  })

  it('agrees with the API on a token without an audience', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const token = await issuer.issue({ claims: { aud: undefined, client_id: 'c1' } })
    for (const [clientId, isTaken] of [
      ['c1', true],
      ['c2', false]
    ] as const) {
      const { findings } = await diagnose({ issuer: issuer.issuer, clientId, token })
      const { refusal } = await explainToken(token, {
        issuer: issuer.issuer,
        audiences: [],
        clientIds: [clientId]
      })
      expect(findings.find(({ id }) => id === 'X-34')?.status).toBe(isTaken ? 'warn' : 'fail')
      expect(refusal === undefined).toBe(isTaken)
    }
  })
})
