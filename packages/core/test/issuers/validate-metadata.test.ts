import { describe, expect, test } from 'vitest'
import {
  isWithoutKeys,
  validateIntrospectionMetadata,
  validateMetadata
} from '../../src/issuers/validate-metadata.ts'
import { refusalOf } from '../support/refusal-of.ts'

const issuer = 'https://as.example.test'
const good = { issuer, jwks_uri: `${issuer}/jwks` }

describe('metadata', () => {
  test('is reduced to the members that are used', () => {
    const document = { ...good, signed_metadata: 'e30.e30.', token_endpoint: 7 }
    expect(validateMetadata(document, issuer)).toEqual({ issuer, jwksUri: `${issuer}/jwks` })
  })

  test.each([
    [`${issuer}/`, 'the two differ by a trailing slash'],
    ['https://AS.example.test', 'one of the two is wrong'],
    ['http://as.example.test', 'one of the two is wrong'],
    ['https://as.example.test.evil.test', 'one of the two is wrong'],
    ['', 'one of the two is wrong']
  ])('of the issuer %o is another one’s', async (stated, hint) => {
    const refusal = await refusalOf(() => validateMetadata({ ...good, issuer: stated }, issuer))
    expect(refusal.code).toBe('metadata_issuer_mismatch')
    expect(refusal.hint).toContain(hint)
  })

  test('of an issuer that is longer than is reasonable is quoted in part', async () => {
    const stated = `https://${'a'.repeat(60_000)}.example`
    const refusal = await refusalOf(() => validateMetadata({ ...good, issuer: stated }, issuer))
    expect(refusal.hint?.length).toBeLessThan(400)
  })

  test.each([undefined, null, 7, [issuer], { issuer }])(
    'without an issuer, but %o, is invalid',
    async (stated) => {
      const refusal = await refusalOf(() => validateMetadata({ ...good, issuer: stated }, issuer))
      expect(refusal.code).toBe('metadata_invalid')
    }
  )

  test.each([
    undefined,
    null,
    7,
    [],
    'jwks',
    '/jwks',
    'http://as.example.test/jwks',
    'https://a@as.example.test/'
  ])('with a jwks_uri of %o is invalid', async (uri) => {
    const refusal = await refusalOf(() => validateMetadata({ ...good, jwks_uri: uri }, issuer))
    expect(refusal.code).toBe('metadata_invalid')
    expect(refusal.hint).toContain('jwks_uri')
  })

  test('that is an array is invalid', async () => {
    expect((await refusalOf(() => validateMetadata([good], issuer))).code).toBe('metadata_invalid')
  })
})

describe('a jwks_uri with plain http', () => {
  const inside = { ...good, jwks_uri: 'http://keycloak:8080/certs' }

  test('is invalid, and the hint names the option and the host', async () => {
    const refusal = await refusalOf(() => validateMetadata(inside, issuer))
    expect(refusal.code).toBe('metadata_invalid')
    expect(refusal.hint).toContain('its host needs an entry in "dangerouslyAllowHttp" ("keycloak:8080")')
  })

  test('is valid on a host of dangerouslyAllowHttp', () => {
    expect(validateMetadata(inside, issuer, ['keycloak:8080']).jwksUri).toBe(inside.jwks_uri)
  })
})

describe('metadata for introspection', () => {
  const endpoint = { issuer, introspection_endpoint: `${issuer}/introspect` }

  test('can be without keys', () => {
    expect(validateIntrospectionMetadata(endpoint, issuer)).toEqual({
      introspectionEndpoint: `${issuer}/introspect`
    })
  })

  test.each([undefined, null, 7])('with an introspection_endpoint of %o is invalid', async (uri) => {
    const content = { ...endpoint, introspection_endpoint: uri }
    const refusal = await refusalOf(() => validateIntrospectionMetadata(content, issuer))
    expect(refusal.code).toBe('metadata_invalid')
    expect(refusal.hint).toContain('introspection_endpoint')
  })

  test('of another issuer is refused', async () => {
    const content = { ...endpoint, issuer: `${issuer}/` }
    const refusal = await refusalOf(() => validateIntrospectionMetadata(content, issuer))
    expect(refusal.code).toBe('metadata_issuer_mismatch')
  })
})

test('metadata without a jwks_uri has no keys, metadata with an invalid one is a mistake', async () => {
  const withKeys = (uri: unknown) => refusalOf(() => validateMetadata({ ...good, jwks_uri: uri }, issuer))
  for (const uri of [undefined, null]) expect(isWithoutKeys(await withKeys(uri))).toBe(true)
  for (const uri of [7, 'jwks']) expect(isWithoutKeys(await withKeys(uri))).toBe(false)
})
