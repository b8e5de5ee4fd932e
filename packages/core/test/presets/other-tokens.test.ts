import { describe, expect, test } from 'vitest'
import * as presets from '../../src/presets/index.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { authenticateWith } from './authenticate-with.ts'

const guid = '72f988bf-0000-4000-8000-2d7cd011db47'
const entra = presets.entra({ tenantId: guid, audience: guid })
const descope = presets.descope({ projectId: 'P2abc', audience: 'https://api.example.com' })
const spring = presets.springAuthorizationServer({ issuer: 'https://auth.example.com', clientIds: ['c1'] })
const header = { typ: 'JWT' }

describe('the preset refuses a token that is not an access token', () => {
  test.each([
    { ver: '2.0', oid: 'o1', name: 'Alice', preferred_username: 'alice@example.com', roles: ['admin'] },
    { ver: '1.0', oid: 'o1', unique_name: 'alice@example.com', roles: ['admin'] },
    { ver: '2.0', oid: 'o1', nonce: 'n' }
  ])('of Entra ID, an ID token for the one registration of client and API: %j', async (claims) => {
    const refusal = await refusalOf(() => authenticateWith(entra, { header, claims }))
    expect(refusal.code).toBe('token_is_id_token')
  })

  test('of Descope, a refresh token that has all that a session token has', async () => {
    const claims = { sub: 'U2', roles: ['admin'] }
    const refusal = await refusalOf(() =>
      authenticateWith(descope, { header, claims: { ...claims, drn: 'DSR' } })
    )
    expect(refusal.code).toBe('token_not_access_token')
    expect((await authenticateWith(descope, { header, claims: { ...claims, drn: 'DS' } })).roles).toEqual([
      'admin'
    ])
  })

  test('of Spring Authorization Server, an ID token', async () => {
    const claims = { sub: 'alice', azp: 'c1' }
    const refusal = await refusalOf(() => authenticateWith(spring, { header, claims }))
    expect(refusal.code).toBe('token_is_id_token')
  })
})

describe('the preset accepts an access token that looks like an ID token', () => {
  test('of Entra ID, of an app that requests a token for itself, with roles and no scope', async () => {
    const claims = { ver: '2.0', azp: guid, sub: 'o1', oid: 'o1', roles: ['Orders.Read.All'] }
    const context = await authenticateWith(entra, { header, claims })
    expect(context).toMatchObject({ roles: ['Orders.Read.All'], clientId: guid, isMachine: true })
  })

  test('of Spring Authorization Server, of a client that requested no scope', async () => {
    const context = await authenticateWith(spring, { header, claims: { sub: 'c1' } })
    expect(context).toMatchObject({ clientId: 'c1', scopes: [], isMachine: true })
  })

  test('of Clerk, a session token, which has a session and neither audience nor scope', async () => {
    const clerk = presets.clerk({
      frontendApiUrl: 'https://clerk.example.com',
      authorizedParties: ['https://app.example.com']
    })
    const claims = { sub: 'user_2', azp: 'https://app.example.com', sid: 'sess_2', sts: 'active', v: 2 }
    const context = await authenticateWith(clerk, { header, claims: { ...claims, aud: undefined } })
    expect(context).toMatchObject({ clientId: 'https://app.example.com', isMachine: false })
  })
})
