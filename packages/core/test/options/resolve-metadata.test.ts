import { describe, expect, test } from 'vitest'
import { resolveMetadata } from '../../src/options/resolve-metadata.ts'
import { verifies } from '../../../../test/requirements.ts'

const resource = 'https://api.example.test/orders'

describe('the option metadata', () => {
  test('is undefined if it is omitted', () => {
    expect(resolveMetadata({ resource })).toBeUndefined()
  })

  test('is resolved to its members and the URL of the document', () => {
    const scopes = ['read']
    const resolved = resolveMetadata({ resource, metadata: { name: 'Orders', scopes } })
    scopes.push('write')
    expect(resolved).toEqual({
      name: 'Orders',
      scopes: ['read'],
      resource,
      url: 'https://api.example.test/.well-known/oauth-protected-resource/orders'
    })
  })

  test.each([undefined, 'urn:example:api', 'http://api.example.test', 'https://user@api.example.test'])(
    verifies('P-5', 'throws a ConfigurationError if resource is %s'),
    (value) => {
      const options = value === undefined ? { metadata: {} } : { metadata: {}, resource: value }
      expect(() => resolveMetadata(options)).toThrow('option "metadata" needs "resource"')
    }
  )

  test.each([
    ['https://API.example.test', 'https://api.example.test/'],
    ['https://api.example.test:443/orders', 'https://api.example.test/orders'],
    ['https://api.example.test/old/../orders', 'https://api.example.test/orders'],
    ['https://api.example.test?tenant=a', 'https://api.example.test/?tenant=a']
  ])(
    verifies('P-5', 'throws a ConfigurationError for %s, since no client that compares URLs sends that'),
    (value, written) => {
      expect(() => resolveMetadata({ metadata: {}, resource: value })).toThrow(
        `clients read the URL in "resource" as "${written}"`
      )
    }
  )

  test.each([
    'https://api.example.test',
    'https://api.example.test/',
    'https://api.example.test:8443/a%2Fb/?tenant=a'
  ])('accepts %s, which is as URL parsers write it', (value) => {
    expect(resolveMetadata({ metadata: {}, resource: value })?.resource).toBe(value)
  })

  test(verifies('P-8', 'throws a ConfigurationError for the scope offline_access'), () => {
    const metadata = { scopes: ['offline_access'] }
    expect(() => resolveMetadata({ resource, metadata })).toThrow('never accepts "offline_access"')
  })

  test('throws a ConfigurationError for a misspelled member', () => {
    const metadata = { scope: ['read'] } as object
    expect(() => resolveMetadata({ resource, metadata })).toThrow(
      'there is no option "metadata.scope", did you mean "scopes"?'
    )
  })
})
