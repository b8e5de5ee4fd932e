import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { adviseOptions } from '../../../src/doctor/advice/advise-options.ts'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { explainToken } from '../../../src/explain/explain-token.ts'
import { startAuthorizationServer } from '../../authorization-server.ts'
import { goodFacts } from '../good-facts.ts'

const AUDIENCE = 'https://api.example.com'

/** Endpoints as Dex names them. */
const asDex = (document: Record<string, unknown>, origin: string) => ({
  ...document,
  jwks_uri: `${origin}/keys`,
  authorization_endpoint: `${origin}/auth`,
  token_endpoint: `${origin}/token`,
  device_authorization_endpoint: `${origin}/device/code`
})

describe('the advice for tokens that are bound to clients', () => {
  it.each([
    [{ clientId: 'my-client', audience: AUDIENCE }, 'my-client'],
    [{ clientId: 'my-client' }, 'my-client'],
    [{ audience: AUDIENCE }, AUDIENCE]
  ])('has with %o a preset call that accepts %s', async (settings, clientId) => {
    await using server = await startAuthorizationServer(asDex)
    const { advice } = await diagnose({ issuer: server.origin, ...settings })
    expect(advice?.presetSource).toContain('dex({')
    expect(advice?.presetSource).toContain(`clientIds: ['${clientId}']`)
  })

  it('advises clientIds for a sample token without an audience', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const token = await issuer.issue({ claims: { aud: undefined, client_id: 'c1' } })
    const { advice } = await diagnose({ issuer: issuer.issuer, token })
    expect(advice?.options).toMatchObject({ audience: { clientIds: ['c1'] } })
    expect(advice?.source).toContain("audience: { clientIds: ['c1'] }")
    const accepted = await explainToken(token, { issuer: issuer.issuer, audiences: [], clientIds: ['c1'] })
    expect(accepted.verdict).toBe('accepted')
  })

  it.each([
    [{ clientId: 'c1' }, { clientIds: ['c1'] }, false],
    [{}, { clientIds: ['my-client'] }, true],
    [{ clientId: 'c1', audience: AUDIENCE }, { clientIds: ['c1'] }, false],
    [{ audience: AUDIENCE }, AUDIENCE, false]
  ])('advises for Cognito with %o the audience %j', (settings, audience, isExample) => {
    const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
    const advice = adviseOptions(
      { ...goodFacts(), token: undefined, settings: { issuer, ...settings } },
      new Map()
    )
    expect(advice.options['audience']).toEqual(audience)
    expect(advice.audienceIsExample).toBe(isExample)
    expect(advice.presetSource).toContain('clientIds: [')
  })

  it('agrees with explain on a token without an audience', async () => {
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
