import { ConfigurationError, createProtectedResource } from '@portcullis/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { verifies } from './requirements.ts'
import { audience, issuer, options as valid } from './tokens/authority.ts'

/** Options as JavaScript or a configuration file would pass them, without types. */
function create(options: object): void {
  const resource = createProtectedResource({ issuer, audience, ...options })
  onTestFinished(() => resource.close())
}

function optionOf(options: object): string {
  try {
    create(options)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.option
    throw error
  }
  return 'nothing was refused'
}

const secret = { keys: [{ kty: 'oct', kid: 'secret', alg: 'HS256', k: 'c2VjcmV0MTI' }] }

describe('an unsafe configuration throws at start, naming the option', () => {
  test.each([
    [verifies('A-4', 'an issuer over http outside loopback'), { issuer: 'http://as.example.test' }, 'issuer'],
    [verifies('A-4', 'an issuer with a query'), { issuer: 'https://as.example.test?a' }, 'issuer'],
    [verifies('A-4', 'an issuer with a fragment'), { issuer: 'https://as.example.test#a' }, 'issuer'],
    [
      verifies('A-4', 'keys over http outside loopback'),
      { jwksUri: 'http://as.example.test/jwks' },
      'jwksUri'
    ],
    [verifies('J-15', 'HMAC among the algorithms'), { algorithms: ['HS256'] }, 'algorithms'],
    [
      verifies('J-15', 'a secret of eight bytes as the only key'),
      { algorithms: ['HS256'], jwks: secret },
      'algorithms'
    ],
    [verifies('J-4', 'none among the algorithms'), { algorithms: ['RS256', 'none'] }, 'algorithms'],
    [verifies('J-2', 'no algorithm'), { algorithms: [] }, 'algorithms'],
    [verifies('J-2', 'an unknown algorithm'), { algorithms: ['ESP256'] }, 'algorithms'],
    [
      verifies('T-8', 'J-17', 'a tolerance of more than a few minutes'),
      { clockToleranceSeconds: 301 },
      'clockToleranceSeconds'
    ],
    ['a negative tolerance', { clockToleranceSeconds: -1 }, 'clockToleranceSeconds'],
    ['a placeholder in the issuer', { issuer: 'https://{yourOktaDomain}/oauth2/default' }, 'issuer'],
    ['a placeholder in the issuer, with keys', { issuer: 'https://<domain>/', jwks: valid.jwks }, 'issuer'],
    ['a placeholder in jwksUri', { jwksUri: 'https://{yourDomain}/keys' }, 'jwksUri'],
    ['no audience', { audience: undefined }, 'audience'],
    ['an empty audience', { audience: [] }, 'audience'],
    ['no issuer', { issuer: undefined }, 'issuer'],
    [verifies('B-4', 'tokens in the query string'), { tokenLocations: ['query'] }, 'tokenLocations'],
    [verifies('B-18', 'tokens in cookies'), { tokenLocations: ['cookie'] }, 'tokenLocations'],
    [verifies('H-8', 'a realm with a line break'), { realm: 'a\r\nb' }, 'realm'],
    [verifies('H-8', 'a realm outside ASCII'), { realm: 'café’' }, 'realm'],
    ['a misspelled option', { audeince: audience }, 'audeince']
  ])('%s', (_title, options, option) => {
    expect(optionOf(options)).toBe(option)
  })

  test(verifies('A-4', 'a loopback issuer over http is accepted'), () => {
    expect(() => create({ issuer: 'http://127.0.0.1:8080' })).not.toThrow()
  })

  test('a tolerance of 300 seconds is accepted', () => {
    expect(() => create({ clockToleranceSeconds: 300 })).not.toThrow()
  })
})
