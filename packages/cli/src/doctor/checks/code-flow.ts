import { stringMember, stringsMember, type JsonObject } from '../../http/json.ts'
import { isLoopback, parseUrl, registrableDomain } from '../../http/urls.ts'
import { defineCheck, fail, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import { givenDocument, hostOf, noticeList } from './given.ts'

const NEEDED = ['authorization_endpoint', 'token_endpoint', 'response_types_supported']
const LEGACY_GRANTS = ['implicit', 'password']

/** Whether the metadata announces an authorization code flow with PKCE, and nothing that undoes it. */
export const codeFlowChecks: readonly DoctorCheck[] = [
  defineCheck<JsonObject>({
    id: 'X-08',
    group: 'issuer',
    title: 'Endpoint addresses',
    source: 'RFC 8414 section 2',
    given: givenDocument,
    rules: [
      fail('not_absolute', (document) =>
        noticeList(
          'members',
          endpointsWhere(document, (url) => url === undefined)
        )
      ),
      fail('plain_http', (document, { settings }) =>
        noticeList(
          'members',
          endpointsWhere(document, (url) => isPlain(url, settings.issuer))
        )
      ),
      fail('fragment', (document) =>
        noticeList(
          'members',
          endpointsWhere(document, (url) => (url?.hash ?? '') !== '')
        )
      ),
      warn('other_domain', (document, { settings }) =>
        noticeList(
          'members',
          endpointsWhere(document, (url) => isElsewhere(url, settings.issuer))
        )
      ),
      pass('good', (document) => ({ count: endpointNames(document).length }))
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-09',
    group: 'issuer',
    title: 'Needed members',
    source: 'RFC 8414 section 2',
    given: givenDocument,
    rules: [
      fail('missing', (document) =>
        noticeList(
          'members',
          NEEDED.filter((name) => document[name] === undefined)
        )
      ),
      pass('present')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-10',
    group: 'issuer',
    title: 'Response types',
    source: 'RFC 9700 section 2.1.2',
    given: givenDocument,
    rules: [
      fail('no_code', (document) => !responseTypes(document).includes('code')),
      warn('implicit', (document) =>
        noticeList(
          'types',
          responseTypes(document).filter((type) => type.split(' ').includes('token'))
        )
      ),
      pass('code')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-11',
    group: 'issuer',
    title: 'Grant types',
    source: 'RFC 8414 section 2; RFC 9700 sections 2.1.2 and 2.4',
    given: givenDocument,
    rules: [
      warn('absent', (document) => grants(document) === undefined),
      fail('no_code', (document) => grants(document)?.includes('authorization_code') === false),
      fail(
        'password',
        (document, { settings }) =>
          settings.profile === 'fapi2' && grants(document)?.includes('password') === true
      ),
      warn('legacy', (document) =>
        noticeList(
          'grants',
          LEGACY_GRANTS.filter((grant) => grants(document)?.includes(grant))
        )
      ),
      pass('code')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-13',
    group: 'issuer',
    title: 'PKCE with S256',
    source: 'RFC 8414 section 2; RFC 9700 section 2.1.1',
    given: givenDocument,
    rules: [
      fail(
        'absent',
        (document, { settings }) => settings.profile === 'mcp' && challengeMethods(document) === undefined
      ),
      warn('absent', (document) => challengeMethods(document) === undefined),
      fail('no_s256', (document) => challengeMethods(document)?.includes('S256') === false),
      pass('s256')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-14',
    group: 'issuer',
    title: 'PKCE without plain',
    source: 'RFC 7636 section 7.2',
    given: givenDocument,
    rules: [warn('plain', (document) => challengeMethods(document)?.includes('plain') === true), pass('none')]
  }),
  defineCheck<JsonObject>({
    id: 'X-17',
    group: 'issuer',
    title: 'Public clients',
    source: 'RFC 8414 section 2; RFC 10017 section 6.3.3.1',
    given: givenDocument,
    rules: [
      pass('none_listed', (document) => clientAuthentication(document)?.includes('none') === true),
      warn('absent', (document) => clientAuthentication(document) === undefined),
      warn('not_listed')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-18',
    group: 'issuer',
    title: 'iss in the response',
    source: 'RFC 9207 section 3',
    given: givenDocument,
    rules: [
      pass('sent', (document) => document['authorization_response_iss_parameter_supported'] === true),
      fail('absent', (_, { settings }) => settings.profile === 'fapi2'),
      warn('absent')
    ]
  })
]

function responseTypes(document: JsonObject): readonly string[] {
  return stringsMember(document, 'response_types_supported') ?? []
}

function grants(document: JsonObject) {
  return stringsMember(document, 'grant_types_supported')
}

function challengeMethods(document: JsonObject) {
  return stringsMember(document, 'code_challenge_methods_supported')
}

function clientAuthentication(document: JsonObject) {
  return stringsMember(document, 'token_endpoint_auth_methods_supported')
}

function endpointNames(document: JsonObject): readonly string[] {
  return Object.keys(document).filter((name) => name.endsWith('_endpoint') || name === 'jwks_uri')
}

function endpointsWhere(document: JsonObject, pick: (url: URL | undefined) => boolean): readonly string[] {
  return endpointNames(document).filter((name) => pick(parseUrl(stringMember(document, name))))
}

// Only an issuer on this machine may have its endpoints on plain http, and only on this machine.
function isPlain(url: URL | undefined, issuer: string): boolean {
  const issuerUrl = parseUrl(issuer)
  if (url === undefined || url.protocol === 'https:') return false
  return issuerUrl === undefined || !isLoopback(issuerUrl) || !isLoopback(url)
}

function isElsewhere(url: URL | undefined, issuer: string): boolean {
  const issuerHost = hostOf(issuer)
  if (url === undefined || issuerHost === undefined) return false
  return registrableDomain(url.hostname) !== registrableDomain(issuerHost)
}
