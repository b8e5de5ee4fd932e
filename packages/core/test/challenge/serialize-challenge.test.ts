import { describe, expect, test } from 'vitest'
import { serializeChallenge } from '../../src/challenge/serialize-challenge.ts'
import { ERROR_CODES, type ErrorCode } from '../../src/errors/codes.ts'
import {
  ProtectedResourceError,
  type ChallengeParameters
} from '../../src/errors/protected-resource-error.ts'

const insufficientScope =
  'error="insufficient_scope", error_description="the access token does not grant what this resource requires"'
const insufficientAuthentication =
  'error="insufficient_user_authentication", error_description="this resource requires a stronger or more recent authentication"'

describe('a challenge', () => {
  test.each<[ErrorCode, ChallengeParameters | undefined, string]>([
    ['credentials_missing', undefined, 'Bearer realm="api"'],
    ['credentials_scheme_unsupported', undefined, 'Bearer realm="api"'],
    [
      'credentials_malformed',
      undefined,
      'Bearer realm="api", error="invalid_request", error_description="the request does not carry exactly one well-formed access token"'
    ],
    [
      'signature_invalid',
      undefined,
      'Bearer realm="api", error="invalid_token", error_description="the access token is invalid"'
    ],
    [
      'token_expired',
      undefined,
      'Bearer realm="api", error="invalid_token", error_description="the access token expired"'
    ],
    ['role_insufficient', {}, `Bearer realm="api", ${insufficientScope}`],
    ['scope_insufficient', { scope: ['read'] }, `Bearer realm="api", ${insufficientScope}, scope="read"`],
    ['scope_insufficient', { scope: ['a', 'b'] }, `Bearer realm="api", ${insufficientScope}, scope="a b"`],
    [
      'authentication_insufficient',
      { acrValues: ['gold', 'silver'] },
      `Bearer realm="api", ${insufficientAuthentication}, acr_values="gold silver"`
    ],
    [
      'authentication_insufficient',
      { maxAgeSeconds: 0 },
      `Bearer realm="api", ${insufficientAuthentication}, max_age="0"`
    ],
    [
      'authentication_insufficient',
      { maxAgeSeconds: 300, acrValues: ['gold'], scope: ['read'] },
      `Bearer realm="api", ${insufficientAuthentication}, scope="read", acr_values="gold", max_age="300"`
    ],
    ['credentials_missing', { scope: ['read'] }, 'Bearer realm="api", scope="read"']
  ])('for %s with %j is %s', (code, challenge, value) => {
    const details = challenge === undefined ? {} : { challenge }
    expect(serializeChallenge(new ProtectedResourceError(code, details), 'api')).toBe(value)
  })

  test.each<[ChallengeParameters, string]>([
    [{ scope: ['a"b', 'caf\u00e9', 'x\r\nSet-Cookie: a=b', String.raw`a\b`, '\u2019', '\u0000'] }, ''],
    [{ scope: ['read', 'caf\u00e9', 'write'] }, ', scope="read write"'],
    [{ scope: ['read write', 'x y"', ' z', ''] }, ', scope="read write"'],
    [{ scope: [] }, ''],
    [{ acrValues: ['gold', 'a"b', 'urn:\u00e9'] }, ', acr_values="gold"'],
    [{ acrValues: ['\n'], scope: ['read'] }, ', scope="read"'],
    ...[Number.NaN, Infinity, -1, 1.5, 1e21].map((maxAgeSeconds): [ChallengeParameters, string] => [
      { maxAgeSeconds },
      ''
    ])
  ])('omits values with characters that a challenge cannot have: %j', (challenge, parameters) => {
    const error = new ProtectedResourceError('scope_insufficient', { challenge })
    expect(serializeChallenge(error, 'api')).toBe(`Bearer realm="api", ${insufficientScope}${parameters}`)
  })

  test('omits values that are not text', () => {
    const error = new ProtectedResourceError('scope_insufficient')
    Reflect.set(error, 'challenge', { scope: [1, null, {}, ['read'], 'read'], maxAgeSeconds: '5' })
    expect(serializeChallenge(error, 'api')).toBe(`Bearer realm="api", ${insufficientScope}, scope="read"`)
  })

  test.each([
    ['https://api.example.test', 'Bearer realm="https://api.example.test"'],
    ['a "b" c', String.raw`Bearer realm="a \"b\" c"`],
    [String.raw`a\b\\`, String.raw`Bearer realm="a\\b\\\\"`],
    [String.raw`$& $1 "`, String.raw`Bearer realm="$& $1 \""`]
  ])('quotes the realm %s', (realm, value) => {
    expect(serializeChallenge(new ProtectedResourceError('credentials_missing'), realm)).toBe(value)
  })

  test('has every parameter once, and a realm first, whatever the reason', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      const challenge = { scope: ['read'], acrValues: ['gold'], maxAgeSeconds: 1 }
      const value = serializeChallenge(new ProtectedResourceError(code, { challenge }), 'api')
      const names = [...value.matchAll(/(?:^Bearer |, )([a-z_]+)="/gu)].map(([, name]) => name)
      expect(names[0]).toBe('realm')
      expect(new Set(names).size).toBe(names.length)
    }
  })
})
