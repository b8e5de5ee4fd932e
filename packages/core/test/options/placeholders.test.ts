import { describe, expect, test } from 'vitest'
import type { IssuerOptions } from '../../src/options/protected-resource-options.ts'
import { resolveIssuer } from '../../src/options/resolve-issuer.ts'
import { mistakeOf } from '../support/refusal-of.ts'
import { ISSUER } from '../support/test-token.ts'

const jwks = { keys: [{ kty: 'EC' }] }
const jwksUri = 'https://keys.example.test/jwks'

function resolve(options: Partial<IssuerOptions>) {
  return resolveIssuer(
    { issuer: ISSUER, ...options },
    { shared: { audience: 'api' }, clockToleranceSeconds: 30 }
  )
}

describe('a placeholder in the name of an issuer', () => {
  test.each([
    ['https://{yourOktaDomain}/oauth2/default', '{yourOktaDomain}', {}],
    ['https://login.microsoftonline.com/{tenant}/v2.0', '{tenant}', {}],
    ['https://auth.example.com/${TENANT}', '{TENANT}', {}],
    ['https://<your-domain>/', '<your-domain>', {}],
    ['https://auth.example.com/{}', '{}', { jwksUri }],
    ['any {name}', '{name}', { jwks }]
  ])('is a mistake: %s', (issuer, placeholder, options) => {
    const mistake = mistakeOf(() => resolve({ issuer, ...options }))
    expect([mistake.option, mistake.message]).toEqual([
      'issuer',
      `option "issuer" has the placeholder ${placeholder}: replace it with your own value`
    ])
  })

  test('is a mistake among tenants, too', () => {
    const options = { issuer: 'https://login.example.test/{tenantid}/v2.0', tenants: ['{yourTenant}'] }
    expect(mistakeOf(() => resolve(options)).message).toContain('has the placeholder {yourTenant}')
  })
})

describe('tenants', () => {
  const template = 'https://login.example.test/{tenantid}/v2.0'

  test('are issuers of their own', () => {
    const issuers = resolve({ issuer: template, tenants: ['one', '$&'] }).map((each) => each.issuer)
    expect(issuers).toEqual(['https://login.example.test/one/v2.0', 'https://login.example.test/$&/v2.0'])
  })

  test('replace every placeholder', () => {
    const issuer = 'https://{tenantid}.ciamlogin.com/{tenantid}/v2.0'
    const issuers = resolve({ issuer, tenants: ['one', 'two'] }).map((each) => each.issuer)
    expect(issuers).toEqual(['https://one.ciamlogin.com/one/v2.0', 'https://two.ciamlogin.com/two/v2.0'])
  })

  test.each([
    [
      { issuer: template },
      "list the tenants that you trust: issuers: [{ issuer: '…{tenantid}…', tenants: [...] }]"
    ],
    [{ issuer: ISSUER, tenants: ['one'] }, '"tenants" needs {tenantid} in "issuer"']
  ])('without a placeholder, and a placeholder without tenants, are a mistake: %j', (options, message) => {
    const mistake = mistakeOf(() => resolve(options))
    expect([mistake.option, mistake.message]).toEqual(['tenants', message])
  })

  test('are validated like any issuer', () => {
    const mistake = mistakeOf(() => resolve({ issuer: template, tenants: ['one', 'a?b'] }))
    expect([mistake.option, mistake.message]).toEqual([
      'issuer',
      expect.stringContaining('must be an https URL without query')
    ])
  })
})
