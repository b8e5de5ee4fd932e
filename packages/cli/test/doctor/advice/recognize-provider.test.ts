import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { recognizeProvider } from '../../../src/doctor/advice/recognize-provider.ts'
import { literal, objectLiteral } from '../../../src/doctor/advice/source-text.ts'

const TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

describe('recognizeProvider', () => {
  it.each([
    [
      'https://sso.example.com/realms/shop',
      {},
      'keycloak',
      { url: 'https://sso.example.com', realm: 'shop' }
    ],
    ['https://h.example/auth/realms/x', {}, 'keycloak', { url: 'https://h.example/auth', realm: 'x' }],
    [`https://login.microsoftonline.com/${TENANT}/v2.0`, {}, 'entra', { tenantId: TENANT }],
    [
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
      {},
      'cognito',
      { region: 'eu-west-1', userPoolId: 'eu-west-1_abc' }
    ],
    [
      'https://acme.okta.com/oauth2/default',
      { jwks_uri: 'https://acme.okta.com/oauth2/default/v1/keys' },
      'okta',
      { domain: 'acme.okta.com', authorizationServer: 'default' }
    ],
    ['https://acme.eu.auth0.com/', {}, 'auth0', { domain: 'acme.eu.auth0.com' }],
    [
      'https://login.acme.com/',
      { token_endpoint: 'https://login.acme.com/oauth/token' },
      'auth0',
      { domain: 'login.acme.com' }
    ]
  ])('knows %s', (issuer, document, preset, args) => {
    expect(recognizeProvider(issuer, document)).toMatchObject({ preset, arguments: args })
  })

  it.each([
    'https://auth.example.com',
    'https://auth.example.com/',
    'https://login.microsoftonline.com/common/v2.0',
    'https://auth.example.com/oauth2/default',
    'https://acme.auth0.com.evil.example/'
  ])('does not pretend to know %s', (issuer) => {
    expect(recognizeProvider(issuer, {})).toBeUndefined()
  })
})

describe('source text', () => {
  it.each([
    ["it's", "'it\\'s'"],
    ['a"b', "'a\"b'"],
    ['a\\b', "'a\\\\b'"],
    ['a\nb\u2028', "'a\\nb\\u2028'"],
    ["\\'; process.exit() //", "'\\\\\\'; process.exit() //'"]
  ])('of %j is a literal that nothing ends early', (text, source) => {
    expect(literal(text)).toBe(source)
    expect(runInNewContext(source)).toBe(text)
  })

  it('is on one line while that is short', () => {
    expect(objectLiteral({ url: 'https://a.example', roles: ['b'] })).toBe(
      "{ url: 'https://a.example', roles: ['b'] }"
    )
    expect(objectLiteral({ issuer: 'https://auth.example.com/realms/shop', audience: 'https://api' })).toBe(
      "{\n  issuer: 'https://auth.example.com/realms/shop',\n  audience: 'https://api'\n}"
    )
  })
})
