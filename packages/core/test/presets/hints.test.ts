import { describe, expect, test } from 'vitest'
import {
  createProtectedResource,
  requirePermissions,
  requireRoles,
  requireScopes,
  type ErrorCode,
  type Guard
} from '../../src/index.ts'
import * as presets from '../../src/presets/index.ts'
import type { PresetOptions } from '../../src/presets/index.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'
import { authenticateWith, presentTo } from './authenticate-with.ts'
import { presetCases } from './preset-cases.ts'

const api = 'https://api.example.com'
const guid = '72f988bf-0000-4000-8000-2d7cd011db47'
const keycloak = presets.keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' })
const auth0 = presets.auth0({ domain: 'acme.eu.auth0.com', audience: api })
const okta = presets.okta({ domain: 'acme.okta.com', audience: api })
const entra = presets.entra({ tenantId: guid, audience: guid })
const cognito = presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['c1'] })
const supabase = presets.supabase({ url: 'https://abcdefgh.supabase.co' })

/** A token of five parts, and one that a shared secret has signed. */
const encrypted = ['a', 'b', 'c', 'd', 'e'].join('.')
const hmac = (issuer: string): string =>
  [encodeSegment({ alg: 'HS256', typ: 'JWT' }), encodeSegment({ iss: issuer }), 'AAAA'].join('.')

describe('a classic failure names the remedy at the product:', () => {
  test.each<[string, PresetOptions, object, ErrorCode, RegExp]>([
    ['no audience mapper', keycloak, { aud: 'account' }, 'audience_mismatch', /Add mapper, Audience/],
    ['a lightweight token', keycloak, { aud: undefined }, 'audience_missing', /lightweight/],
    ['an inner host name', keycloak, { iss: 'http://kc:8080/realms/shop' }, 'issuer_untrusted', /--hostname/],
    ['a DPoP proof', keycloak, { cnf: { jkt: 'x' } }, 'confirmation_unsupported', /whenever a DPoP proof/],
    ['a custom domain', auth0, { iss: 'https://login.example.com/' }, 'issuer_untrusted', /custom domain/],
    ['another audience', auth0, { aud: `${api}/` }, 'audience_mismatch', /trailing slash/],
    ['the org server', okta, { iss: 'https://acme.okta.com' }, 'issuer_untrusted', /use a custom one/],
    ['another audience', okta, { aud: 'x' }, 'audience_mismatch', /Settings, Audience/],
    ['Graph', entra, { aud: 'https://graph.microsoft.com' }, 'audience_mismatch', /Graph.*scope api:\/\//],
    ['version 1', entra, { iss: `https://sts.windows.net/${guid}/` }, 'issuer_untrusted', /tokenVersions/],
    ['an ID token', cognito, { token_use: 'id' }, 'token_not_access_token', /AccessToken/],
    ['another app client', cognito, { client_id: 'c2' }, 'audience_mismatch', /"clientIds"/]
  ])('%s', async (_title, options, claims, code, remedy) => {
    const refusal = await refusalOf(() => authenticateWith(options, { claims }))
    expect(refusal.code).toBe(code)
    expect(refusal.hint).toMatch(remedy)
  })

  test.each<[string, PresetOptions, string, ErrorCode, RegExp]>([
    ['no audience at Auth0', auth0, 'opaque', 'token_opaque', /must send "audience"/],
    ['the same, encrypted', auth0, encrypted, 'token_encrypted', /the client requested no audience/],
    [
      'a token of Google',
      presets.firebase({ projectId: 'acme-prod' }),
      'ya29.a',
      'token_opaque',
      /getIdToken/
    ],
    [
      'a shared secret at Supabase',
      supabase,
      hmac('https://abcdefgh.supabase.co/auth/v1'),
      'algorithm_not_allowed',
      /asymmetric signing keys/
    ],
    [
      'a refresh token of Keycloak',
      keycloak,
      hmac('https://sso.example.com/realms/shop'),
      'algorithm_not_allowed',
      /Keycloak refresh tokens/
    ]
  ])('%s, which no issuer can be read from or no key fits', async (_title, options, token, code, remedy) => {
    const refusal = await refusalOf(() => presentTo(options, token))
    expect(refusal.code).toBe(code)
    expect(refusal.hint).toMatch(remedy)
  })
})

describe('what a guard refuses names the remedy at the product:', () => {
  test.each<[string, PresetOptions, object, Guard, RegExp]>([
    ['a client role', keycloak, {}, requireRoles('admin'), /"clientRoles"/],
    ['a permission', auth0, { azp: 'c1' }, requirePermissions('write'), /enable RBAC/],
    ['a scope', cognito, { client_id: 'c1' }, requireScopes('write'), /InitiateAuth/]
  ])('%s', async (_title, options, claims, guard, remedy) => {
    const context = await authenticateWith(options, { claims })
    const resource = createProtectedResource(options)
    const refusal = await refusalOf(() => resource.authorize(context, guard))
    await resource.close()
    expect(refusal.hint).toMatch(remedy)
  })
})

describe('without a preset the hints for common products remain:', () => {
  test.each<[string, string, object, RegExp]>([
    [
      'Keycloak without a mapper',
      'https://sso.example.com/realms/shop',
      { aud: 'account' },
      /audience mapper/
    ],
    ['a token for Graph', api, { aud: '00000003-0000-0000-c000-000000000000' }, /Microsoft Graph/],
    ['the org server of Okta', api, { iss: 'https://acme.okta.com' }, /Okta org/],
    ['version 1 of Entra ID', api, { iss: `https://sts.windows.net/${guid}/` }, /requestedAccessTokenVersion/]
  ])('%s', async (_title, issuer, claims, remedy) => {
    const refusal = await refusalOf(() => authenticateWith({ issuer, audience: api }, { claims }))
    expect(refusal.hint).toMatch(remedy)
  })
})

test('the client learns nothing of a hint', async () => {
  const refusal = await refusalOf(() => presentTo(auth0, 'opaque'))
  const resource = createProtectedResource(auth0)
  const answer = resource.answer(refusal)
  await resource.close()
  expect(JSON.stringify(answer)).not.toContain('Auth0')
})

test.each(presetCases)(
  'the hints of $preset, $title, are one line each, without a full stop',
  ({ options }) => {
    const hints = Object.values(options().hints ?? {})
    expect(hints).not.toEqual([])
    expect(hints.filter((hint) => /\n|\.$|^\s/.test(hint))).toEqual([])
  }
)
