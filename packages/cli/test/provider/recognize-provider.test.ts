import { describe, expect, it } from 'vitest'
import { adviseWithoutMetadata } from '../../src/doctor/advice/advise-options.ts'
import { callPreset } from '../../src/provider/call-preset.ts'
import { PROVIDERS } from '../../src/provider/providers.ts'
import { recognizeProvider } from '../../src/provider/recognize-provider.ts'
import { isJsonObject, type JsonObject } from '../../src/json/json.ts'

const GUID = '9188040d-6c67-4c5b-b112-36a304b66dad'

interface KnownIssuer {
  readonly issuer: string
  readonly preset: string
  /** endings of endpoints, if the issuer alone is not enough */
  readonly endpoints?: Readonly<Record<string, string>>
}

const KNOWN: readonly KnownIssuer[] = [
  { issuer: 'https://sso.example.com/realms/shop', preset: 'keycloak' },
  { issuer: 'http://127.0.0.1:8080/auth/realms/my-realm', preset: 'keycloak' },
  { issuer: `https://login.microsoftonline.com/${GUID}/v2.0`, preset: 'entra' },
  { issuer: `https://sts.windows.net/${GUID}/`, preset: 'entra' },
  { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', preset: 'cognito' },
  { issuer: 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', preset: 'cognito' },
  { issuer: 'https://acme.eu.auth0.com/', preset: 'auth0' },
  {
    issuer: 'https://login.example.com/',
    preset: 'auth0',
    endpoints: { token_endpoint: 'oauth/token', jwks_uri: '.well-known/jwks.json' }
  },
  { issuer: 'https://acme.okta.com/oauth2/default', preset: 'okta', endpoints: { jwks_uri: '/v1/keys' } },
  { issuer: 'https://securetoken.google.com/acme-prod', preset: 'firebase' },
  { issuer: 'accounts.google.com', preset: 'googleIdToken' },
  { issuer: 'https://abcdefgh.supabase.co/auth/v1', preset: 'supabase' },
  { issuer: 'https://happy-cat-1.clerk.accounts.dev', preset: 'clerk' },
  { issuer: 'https://acme.kinde.com', preset: 'kinde' },
  { issuer: 'https://acme.logto.app/oidc', preset: 'logto' },
  { issuer: 'https://acme-xyz.zitadel.cloud', preset: 'zitadel' },
  { issuer: 'https://acme-1.projects.oryapis.com', preset: 'hydra' },
  { issuer: `https://auth.pingone.eu/${GUID}/as`, preset: 'pingone' },
  { issuer: 'https://api.descope.com/P2abcDEF', preset: 'descope' },
  { issuer: 'https://api.workos.com/user_management/client_01ABC', preset: 'workos' },
  { issuer: 'https://auth.example.com/application/o/orders/', preset: 'authentik' },
  {
    issuer: 'https://id.example.com',
    preset: 'duende',
    endpoints: { jwks_uri: '/.well-known/openid-configuration/jwks' }
  },
  {
    issuer: 'https://auth.example.com',
    preset: 'authelia',
    endpoints: { jwks_uri: '/jwks.json', token_endpoint: '/api/oidc/token' }
  },
  {
    issuer: 'https://auth.example.com',
    preset: 'springAuthorizationServer',
    endpoints: { jwks_uri: '/oauth2/jwks', token_endpoint: '/oauth2/token' }
  },
  {
    issuer: 'https://dex.example.com/dex',
    preset: 'dex',
    endpoints: {
      jwks_uri: '/keys',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      device_authorization_endpoint: '/device/code'
    }
  },
  {
    issuer: 'https://auth.example.com',
    preset: 'nodeOidcProvider',
    endpoints: {
      jwks_uri: '/jwks',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      userinfo_endpoint: '/me'
    }
  },
  {
    issuer: 'https://auth.example.com/',
    preset: 'hydra',
    endpoints: { authorization_endpoint: 'oauth2/auth', token_endpoint: 'oauth2/token' }
  }
]

function documentOf({ issuer, endpoints = {} }: KnownIssuer): JsonObject {
  return Object.fromEntries(
    Object.entries(endpoints).map(([member, ending]) => [member, `${issuer}${ending}`])
  )
}

const AUDIENCES: Readonly<Record<string, string>> = { entra: GUID, zitadel: '4711' }

/** The issuers of the preset with the advised arguments. */
function issuersOfPreset(known: KnownIssuer): readonly unknown[] {
  const provider = recognizeProvider(known.issuer, documentOf(known))
  const audience = AUDIENCES[known.preset] ?? 'https://api.example.com'
  const { issuer, issuers } = (provider && callPreset(provider, audience)) ?? {}
  const several: readonly unknown[] = Array.isArray(issuers) ? issuers : []
  return [issuer, ...several.flatMap((one) => (isJsonObject(one) ? expand(one) : []))]
}

function expand({ issuer, tenants }: JsonObject): readonly unknown[] {
  const names: readonly unknown[] = Array.isArray(tenants) ? tenants : ['']
  return names.map((name) => String(issuer).replace('{tenantid}', String(name)))
}

describe('recognizeProvider', () => {
  it.each(KNOWN)('recognizes $issuer as $preset', (known) => {
    expect(recognizeProvider(known.issuer, documentOf(known))?.preset).toBe(known.preset)
  })

  it.each(KNOWN)('returns arguments of $preset with which it trusts $issuer', (known) => {
    expect(issuersOfPreset(known)).toContain(known.issuer)
  })

  it('is tested with an issuer of every product', () => {
    const shown = new Set(KNOWN.map((known) => recognizeProvider(known.issuer, documentOf(known))?.name))
    expect(PROVIDERS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([])
  })

  it.each([
    'https://auth.example.com',
    'https://auth.example.com/',
    'https://login.microsoftonline.com/common/v2.0',
    'https://auth.example.com/oauth2/default',
    'https://acme.auth0.com.evil.example/',
    'https://acme.supabase.co.evil.example/auth/v1'
  ])('recognizes no product for %s', (issuer) => {
    expect(recognizeProvider(issuer, {})).toBeUndefined()
  })

  it('recognizes no product for Glewlwyd, whose endpoints resemble oidc-provider', () => {
    const issuer = 'https://auth.example.com/api/oidc'
    const endpoints = {
      jwks_uri: '/jwks',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      userinfo_endpoint: '/userinfo'
    }
    expect(recognizeProvider(issuer, documentOf({ issuer, endpoints, preset: '' }))).toBeUndefined()
  })
})

describe('the preset call', () => {
  it.each([
    ['https://acme.okta.com/oauth2/x', undefined],
    ['https://securetoken.google.com/acme-prod', "firebase({ projectId: 'acme-prod' })"],
    [`https://sts.windows.net/${GUID}/`, `entra({ tenantId: '${GUID}', tokenVersions: [1], audience: 'a' })`],
    [
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
      "cognito({ region: 'eu-west-1', userPoolId: 'eu-west-1_AbC', clientIds: ['a'] })"
    ]
  ])('for %s is %s', (issuer, call) => {
    const { presetSource } = adviseWithoutMetadata(issuer, 'a')
    expect(presetSource?.replaceAll(/\s+/g, ' ')).toBe(call)
  })

  it('is missing if the preset refuses the audience, with the reason', () => {
    const issuer = `https://login.microsoftonline.com/${GUID}/v2.0`
    const { options, presetSource, presetComplaint } = adviseWithoutMetadata(issuer, 'api://orders')
    expect({ options, presetSource }).toEqual({ options: { issuer, audience: 'api://orders' } })
    expect(presetComplaint).toContain('"audience" must have the application (client) id of the API')
    expect(adviseWithoutMetadata(issuer, GUID)).toMatchObject({ presetComplaint: undefined })
  })
})
