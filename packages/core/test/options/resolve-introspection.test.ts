import { describe, expect, test } from 'vitest'
import { resolveIntrospection } from '../../src/options/introspection-rows.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const required = { clientId: 'api', clientSecret: 'secret' }
const resolve = (options: object) => resolveIntrospection(options as never)
const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', alg: 'ES256' }

describe('the option "introspection"', () => {
  test('has defaults', () => {
    expect(resolve(required)).toEqual({
      clientId: 'api',
      clientSecret: 'secret',
      clientSecretMethod: 'client_secret_basic',
      clientAssertion: undefined,
      for: 'opaque',
      cacheSeconds: 30,
      endpoint: undefined,
      signed: false,
      store: undefined
    })
  })

  test.each([
    { clientSecretMethod: 'client_secret_post' },
    { for: 'all' },
    { cacheSeconds: 0 },
    { cacheSeconds: 3600 },
    { endpoint: 'https://as.example.test/introspect' },
    { signed: true },
    { store: { get: () => undefined, set: () => undefined } },
    { clientSecret: undefined, clientAssertion: jwk },
    { clientSecret: undefined, clientAssertion: () => 'jwt' }
  ])('takes %j', (change) => {
    expect(resolve({ ...required, ...change })).toMatchObject({ clientId: 'api', ...change })
  })

  test.each([
    { clientId: undefined },
    { clientId: '' },
    { clientSecret: undefined },
    { clientSecret: '' },
    { clientAssertion: jwk },
    { clientSecretMethod: 'basic' },
    { for: 'jwt' },
    { cacheSeconds: -1 },
    { cacheSeconds: 3601 },
    { endpoint: 'as.example.test/introspect' },
    { signed: 'yes' },
    { store: {} },
    { store: null },
    { clientSecret: undefined, clientAssertion: { ...jwk, d: undefined } },
    { clientSecret: undefined, clientAssertion: { ...jwk, alg: undefined } },
    { clientSecret: undefined, clientAssertion: 'jwt' },
    { secret: 'x' }
  ])('with %j is a ConfigurationError', (change) => {
    const { name, message } = mistakeOf(() => resolve({ ...required, ...change }))
    expect(name).toBe('ConfigurationError')
    expect(message).not.toContain('"secret" is')
  })

  test('is set inside "issuers" if there are several, since credentials are for one of them', () => {
    const { option } = mistakeOf(() =>
      resolveOptions(
        { issuers: [{ issuer: 'https://a.example.test' }], audience: 'api', introspection: required },
        {}
      )
    )
    expect(option).toBe('introspection')
  })

  test('takes an endpoint over plain http only for the hosts of "dangerouslyAllowHttp"', () => {
    const options = {
      issuer: 'https://as.example.test',
      audience: 'api',
      introspection: { ...required, endpoint: 'http://keycloak:8080/introspect' }
    }
    const { option, message } = mistakeOf(() => resolveOptions(options, {}))
    expect([option, message]).toEqual(['introspection', expect.stringContaining("['keycloak:8080']")])
    const allowed = resolveOptions({ ...options, dangerouslyAllowHttp: ['keycloak:8080'] }, {})
    expect(allowed.issuers[0]?.introspection?.endpoint).toBe('http://keycloak:8080/introspect')
  })
})
