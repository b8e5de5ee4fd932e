import { describe, expect, test } from 'vitest'
import { auth0, cognito, combinePresets, keycloak } from '../../src/presets/index.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { authenticateWith, presentTo } from './authenticate-with.ts'

const api = 'https://api.example.com'
const realm = keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' })
const tenant = auth0({ domain: 'acme.eu.auth0.com', audience: api })
const pool = cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['c1'] })

describe('presets put together', () => {
  test('trust the issuers of all of them, each by its own rules', () => {
    const { issuers = [] } = combinePresets(realm, tenant, pool)
    expect(issuers.map(({ issuer, audience }) => [issuer, audience])).toEqual([
      ['https://sso.example.com/realms/shop', 'orders-api'],
      ['https://acme.eu.auth0.com/', api],
      ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', { clientIds: ['c1'] }],
      ['https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', { clientIds: ['c1'] }]
    ])
  })

  test('keep the audience and the mapping of one issuer from the tokens of another', async () => {
    const both = combinePresets(realm, tenant)
    const claims = { azp: 'spa', permissions: ['write'], realm_access: { roles: ['clerk'] } }
    const ofRealm = { ...claims, iss: realm.issuer, aud: 'orders-api' }
    expect(await authenticateWith(both, { claims: ofRealm })).toMatchObject({ roles: ['clerk'] })
    const ofTenant = { ...claims, iss: tenant.issuer, aud: api }
    expect(await authenticateWith(both, { claims: ofTenant })).toMatchObject({
      roles: [],
      permissions: ['write']
    })
    const crossed = { ...claims, iss: tenant.issuer, aud: 'orders-api' }
    const refusal = await refusalOf(() => authenticateWith(both, { claims: crossed }))
    expect(refusal.code).toBe('audience_mismatch')
  })

  test('explain a refusal by the hints of the issuer that the token is of, and no other', async () => {
    const both = combinePresets(realm, tenant)
    const claims = { iss: tenant.issuer, aud: 'other' }
    const refusal = await refusalOf(() => authenticateWith(both, { claims }))
    expect(refusal.hint).toContain('to Auth0')
    expect(refusal.hint).not.toContain('Keycloak')
  })

  test('explain a token of an unknown issuer by the hints of all', async () => {
    const refusal = await refusalOf(() => presentTo(combinePresets(realm, tenant), 'opaque'))
    expect(refusal.code).toBe('token_opaque')
    expect(refusal.hint).toContain('Auth0 issues opaque tokens')
  })
})
