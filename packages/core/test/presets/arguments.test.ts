import { describe, expect, test } from 'vitest'
import * as presets from '../../src/presets/index.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const api = 'https://api.example.com'
const guid = '72f988bf-0000-4000-8000-2d7cd011db47'
const good = {
  keycloak: { url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' },
  auth0: { domain: 'acme.eu.auth0.com', audience: api },
  okta: { domain: 'acme.okta.com', audience: 'api://default' },
  entra: { tenantId: guid, audience: guid },
  cognito: { userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['client-1'] },
  clerk: { frontendApiUrl: 'https://clerk.example.com' },
  springAuthorizationServer: { issuer: 'http://localhost:9000' },
  hydra: { issuer: 'https://auth.example.com/', audience: api },
  stytch: { projectId: 'project-live-1111' }
}

type Name = keyof typeof good

/** Calls a preset as JavaScript would, which no type has looked at. */
function call(name: Name, change: unknown): void {
  const preset = Reflect.get(presets, name) as (given: unknown) => unknown
  const isChange = typeof change === 'object' && change !== null && !Array.isArray(change)
  preset(isChange ? { ...good[name], ...change } : change)
}

describe('an invalid argument is refused when the preset is called, with what to write instead:', () => {
  test.each<[string, Name, object, string, RegExp]>([
    [
      'a URL with a slash',
      'keycloak',
      { url: 'https://sso.example.com/' },
      'url',
      /without a trailing slash/
    ],
    ['a URL without scheme', 'keycloak', { url: 'sso.example.com' }, 'url', /such as 'https:\/\/sso/],
    ['a URL with a query', 'keycloak', { url: 'https://sso.example.com?a=b' }, 'url', /without query/],
    ['a realm with its path', 'keycloak', { realm: 'realms/shop' }, 'realm', /the name of the realm/],
    ['a missing realm', 'keycloak', { realm: undefined }, 'realm', /^keycloak\(\) needs "realm": the name/],
    ['an empty audience', 'keycloak', { audience: '' }, 'audience', /the client id of the API/],
    ['an empty list', 'keycloak', { audience: [] }, 'audience', /or a list of several/],
    ['a text instead of a list', 'keycloak', { clientRoles: 'orders-api' }, 'clientRoles', /a list, each/],
    ['plain http', 'keycloak', { url: 'http://keycloak:8080' }, 'url', /allowHttp: \['keycloak:8080'\]/i],
    [
      'plain http inside',
      'keycloak',
      { internalUrl: 'http://keycloak:8080' },
      'internalUrl',
      /^keycloak\(\): "internalUrl" must be an https URL; .*dangerouslyAllowHttp: \['keycloak:8080'\]$/
    ],
    ['an issuer as domain', 'auth0', { domain: 'https://acme.eu.auth0.com/' }, 'domain', /without https/],
    ['a domain in upper case', 'auth0', { domain: 'Acme.eu.auth0.com' }, 'domain', /in lower case/],
    ['a number', 'auth0', { audience: 7 }, 'audience', /the identifier of the API/],
    ['the admin domain', 'okta', { domain: 'acme-admin.okta.com' }, 'domain', /not the one with -admin/],
    ['the org server', 'okta', { authorizationServer: '' }, 'authorizationServer', /a custom authorization/],
    ['common', 'entra', { tenantId: 'common' }, 'tenantId', /not 'common'/],
    ['a domain as tenant', 'entra', { tenantId: 'contoso.onmicrosoft.com' }, 'tenantId', /a GUID/],
    ['one bad tenant', 'entra', { tenantId: [guid, 'organizations'] }, 'tenantId', /a GUID/],
    ['only the App ID URI', 'entra', { audience: `api://${guid}` }, 'audience', /never name the App ID URI/],
    ['an unknown version', 'entra', { tokenVersions: [3] }, 'tokenVersions', /1 or 2/],
    ['a pool without region', 'cognito', { userPoolId: 'AbCdEf123' }, 'userPoolId', /eu-west-1_/],
    ['no client', 'cognito', { clientIds: [] }, 'clientIds', /the id of an app client/],
    ['neither of two', 'springAuthorizationServer', {}, 'clientIds', /one of "clientIds", "audience"/],
    ['none of three', 'clerk', {}, 'clientIds', /at least one of "clientIds", "authorizedParties"/],
    [
      'an issuer without scheme',
      'hydra',
      { issuer: 'auth.example.com' },
      'issuer',
      /exactly as in its metadata/
    ],
    ['an unknown product', 'stytch', { product: 'b2c' }, 'product', /'consumer' or 'b2b'/],
    ['a project number', 'stytch', { projectId: '1234' }, 'projectId', /project-live/]
  ])('%s', (_title, name, change, option, remedy) => {
    const mistake = mistakeOf(() => call(name, change))
    expect(mistake.option).toBe(option)
    expect(mistake.message).toMatch(remedy)
    expect(mistake.message).toContain(`${name}()`)
  })

  test('a misspelled argument, with a suggestion', () => {
    const mistake = mistakeOf(() => call('keycloak', { relm: 'shop' }))
    expect(mistake.message).toBe('keycloak() has no argument "relm", did you mean "realm"?')
  })

  test('a name of another middleware that this preset also has', () => {
    const mistake = mistakeOf(() => call('keycloak', { aud: 'orders-api' }))
    expect(mistake.message).toContain('did you mean "audience"?')
  })

  test('one that means something else elsewhere, without a wrong guess', () => {
    const mistake = mistakeOf(() => call('keycloak', { domain: 'sso.example.com' }))
    expect(mistake.message).toBe('keycloak() has no argument "domain"')
  })

  test.each([
    ['nothing', undefined],
    ['a text', 'https://sso.example.com'],
    ['a list', []]
  ])('%s instead of an object', (_title, given) => {
    expect(mistakeOf(() => call('keycloak', given)).message).toContain('takes an object: { url, realm,')
  })

  test('whatever it is, its value is not in the message', () => {
    const mistake = mistakeOf(() => call('auth0', { domain: 'secret value' }))
    expect(mistake.message).not.toContain('secret')
  })
})

test('version 1 of Entra alone may name the App ID URI alone', () => {
  expect(() => call('entra', { audience: `api://${guid}`, tokenVersions: [1] })).not.toThrow()
})
