import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import type { ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { mistakeOf } from '../support/refusal-of.ts'
import { stubClock } from '../support/stub-clock.ts'
import { AUDIENCE, ISSUER } from '../support/test-token.ts'

const required = { issuer: ISSUER, audience: AUDIENCE }
const other = 'https://other.example.test'

function resolve(options: object = {}, environment = {}) {
  return resolveOptions({ ...required, ...options }, environment)
}

function mistake(options: object, environment = {}): readonly [string, string] {
  const { option, message } = mistakeOf(() => resolve(options, environment))
  return [option, message]
}

describe('options', () => {
  test('have the defaults of the documentation', () => {
    expect(resolve()).toMatchObject({
      resolver: undefined,
      clockToleranceSeconds: 30,
      tokenLocations: ['header'],
      maxTokenBytes: 16_384,
      keys: { ttlSeconds: 600, staleIfErrorSeconds: 21_600, fetchTimeoutSeconds: 3 },
      tokenCacheSize: 10_000,
      signatureThread: 'threadPool',
      realm: AUDIENCE,
      clock: systemClock,
      validate: undefined,
      explain: false
    })
    expect(resolve().issuers.map(({ issuer }) => issuer)).toEqual([ISSUER])
    expect(Object.isFrozen(resolve())).toBe(true)
  })

  test('that are undefined are treated as omitted', () => {
    const names = ['clockToleranceSeconds', 'maxTokenBytes', 'keys', 'clock', 'fetch', 'realm', 'algorithms']
    const options = Object.fromEntries(names.map((name) => [name, undefined]))
    expect(Object.keys(resolve(options)).toSorted()).toEqual(Object.keys(resolve()).toSorted())
    expect(resolve(options)).toMatchObject({ clockToleranceSeconds: 30, clock: systemClock, realm: AUDIENCE })
  })

  test('are used unchanged', () => {
    const given = {
      clockToleranceSeconds: 0,
      tokenLocations: ['header', 'body'],
      maxTokenBytes: 8192,
      tokenCacheSize: 0,
      signatureThread: 'mainThread',
      realm: 'a realm',
      clock: stubClock(5),
      fetch: () => Promise.reject(new Error('not called')),
      validate: () => true,
      explain: true
    }
    expect(resolve(given)).toMatchObject(given)
    expect(resolve({ clockToleranceSeconds: 7 }).issuers[0]?.claims.expected.clockToleranceSeconds).toBe(7)
  })

  test('for keys are filled in one by one', () => {
    expect(resolve({ keys: {} }).keys.ttlSeconds).toBe(600)
    const keys = { ttlSeconds: 60, staleIfErrorSeconds: 0, fetchTimeoutSeconds: 1 }
    expect(resolve({ keys }).keys).toEqual(keys)
    expect(resolve({ keys: { fetchTimeoutSeconds: undefined } }).keys.fetchTimeoutSeconds).toBe(3)
  })

  test('let the global fetch be replaced later', async () => {
    const { fetch } = resolve()
    const original = globalThis.fetch
    onTestFinished(() => {
      globalThis.fetch = original
    })
    const calls: unknown[] = []
    globalThis.fetch = (...given) => {
      calls.push(given)
      return Promise.resolve(replaced)
    }
    const replaced = new Response('replaced')
    const { signal } = new AbortController()
    const init = {
      redirect: 'manual',
      headers: { accept: 'application/json', 'user-agent': 'test' },
      signal
    } as const
    expect(await fetch('https://as.example.test/', init)).toBe(replaced)
    expect(calls).toEqual([['https://as.example.test/', init]])
  })
})

describe('the realm', () => {
  test.each([
    [{ realm: 'r', resource: 'https://r.example.test' }, 'r'],
    [{ resource: 'https://r.example.test' }, 'https://r.example.test'],
    [{ audience: 'api-1' }, 'api-1'],
    [{ audience: ['api-1', 'api-2'] }, 'api-1'],
    [{ audience: { clientIds: ['c'] } }, 'api'],
    [{ audience: 'é' }, 'api'],
    [{ audience: ['a\tb', 'api-2'] }, 'api']
  ])('of %j is %s', (options, realm) => {
    expect(resolve(options).realm).toBe(realm)
  })
})

describe('several issuers', () => {
  test('share what the protected resource says, and nothing else', () => {
    const issuers = [{ issuer: ISSUER }, { issuer: other, audience: 'other-api', algorithms: ['ES256'] }]
    const resolved = resolve({ issuer: undefined, issuers, algorithms: ['RS256'] }).issuers
    expect(resolved.map(({ issuer }) => issuer)).toEqual([ISSUER, other])
    expect(resolved.map(({ algorithms }) => [...algorithms])).toEqual([['RS256'], ['ES256']])
    expect(resolved.map(({ claims }) => [...claims.expected.audiences])).toEqual([[AUDIENCE], ['other-api']])
  })

  test('may be known to a function', () => {
    const resolver = () => undefined
    const resolved = resolve({ issuer: undefined, issuers: resolver, algorithms: ['ES256'] })
    expect(resolved).toMatchObject({ issuers: [], resolver })
    expect(resolved.issuerDefaults).toMatchObject({
      shared: { audience: AUDIENCE, algorithms: ['ES256'] },
      clockToleranceSeconds: 30,
      confirmable: new Set()
    })
  })

  const issuers = [{ issuer: ISSUER }]
  const jwks = { keys: [{}] }
  const oneIssuer = 'a key is valid for one issuer only: set "jwksUri" or "jwks" inside "issuers"'

  test.each<[object, string, string]>([
    [{ issuers }, 'issuers', 'set either "issuer" or "issuers", not both'],
    [
      { issuer: undefined },
      'issuer',
      'option "issuer" is required: the URL of the authorization server, exactly as in "iss" (or set OAUTH_ISSUER)'
    ],
    [{ issuer: undefined, issuers, jwks }, 'jwksUri', oneIssuer],
    [{ issuer: undefined, issuers, jwksUri: 'https://as.example.test/jwks' }, 'jwksUri', oneIssuer],
    [{ issuer: undefined, issuers: () => undefined, jwks }, 'jwksUri', oneIssuer],
    [
      { issuer: undefined, issuers: [...issuers, { issuer: other }, ...issuers] },
      'issuers',
      `the issuer "${ISSUER}" is in "issuers" twice`
    ],
    [
      { issuer: undefined, issuers: ['x'] },
      'issuers',
      '"issuers" must be an object, not a value of type string'
    ]
  ])('%j', (options, option, message) => {
    expect(mistake(options)).toEqual([option, message])
  })
})

describe('invalid options', () => {
  test.each<[object, string, string]>([
    [{ audeince: 'x' }, 'audeince', 'there is no option "audeince", did you mean "audience"?'],
    [{ keys: { ttl: 60 } }, 'ttl', 'there is no option "keys.ttl"'],
    [
      { keys: { ttlSecond: 60 } },
      'ttlSecond',
      'there is no option "keys.ttlSecond", did you mean "ttlSeconds"?'
    ],
    [
      { keys: { ttlSeconds: 5 } },
      'ttlSeconds',
      'option "keys.ttlSeconds" must be a number from 60 to 86400; it is a value of type number'
    ],
    [{ keys: 5 }, 'keys', 'option "keys" must be an object; it is a value of type number'],
    [
      { clockToleranceSeconds: 301 },
      'clockToleranceSeconds',
      'option "clockToleranceSeconds" must be a number from 0 to 300; it is a value of type number'
    ],
    [{ issuer: '' }, 'issuer', 'option "issuer" must be a non-empty string; it is an empty string']
  ])('%j', (options, option, message) => {
    expect(mistake(options)).toEqual([option, message])
  })

  test.each([undefined, null, 'https://as.example.test', []])(
    '%j is refused instead of options',
    (options) => {
      const found = mistakeOf(() => resolveOptions(options as unknown as ProtectedResourceOptions, {}))
      expect(found.option).toBe('options')
    }
  )

  test('refuses explain in production', () => {
    expect(mistake({ explain: true }, { NODE_ENV: 'production' })).toEqual([
      'explain',
      'option "explain" shows clients why they are refused: not allowed if NODE_ENV is "production"'
    ])
    expect(resolve({ explain: true }, { NODE_ENV: 'development' }).explain).toBe(true)
    expect(resolve({ explain: false }, { NODE_ENV: 'production' }).explain).toBe(false)
  })

  test('no message has a value that may be a secret', () => {
    const values = ['SECRET', { secret: 'SECRET' }, ['SECRET']]
    for (const option of [
      'clockToleranceSeconds',
      'keys',
      'profile',
      'fetch',
      'explain',
      'jwks',
      'issuers'
    ]) {
      for (const value of values) {
        if (option === 'keys' && typeof value === 'object' && !Array.isArray(value)) continue
        if (option === 'issuers' && Array.isArray(value)) continue
        expect(mistake({ [option]: value }).join(' ')).not.toContain('SECRET')
      }
    }
  })
})
