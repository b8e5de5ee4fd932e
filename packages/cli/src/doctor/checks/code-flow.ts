import { hasMember, stringMember, stringsMember, type JsonObject } from '../../json/json.ts'
import { isLoopback, isOnOtherDomain, parseUrl } from '../../http/urls.ts'
import { defineCheck, fail, failIn, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { givenDocument } from './given.ts'

const NEEDED = ['authorization_endpoint', 'token_endpoint', 'response_types_supported']
const LEGACY_GRANTS = ['implicit', 'password']

/** Checks that the metadata announces an authorization code flow with PKCE, and nothing that weakens it. */
export const codeFlowChecks: readonly DoctorCheck[] = [
  defineCheck('X-08', givenDocument, [
    fail('not_absolute', (document) => endpoints(document, (url) => url === undefined)),
    fail('plain_http', (document, { settings }) =>
      endpoints(document, (url) => isPlain(url, settings.issuer))
    ),
    fail('fragment', (document) => endpoints(document, (url) => (url?.hash ?? '') !== '')),
    warn('other_domain', (document, { settings }) =>
      endpoints(document, (url) => isOnOtherDomain(url?.href, settings.issuer))
    ),
    pass('good', (document) => ({ count: endpointNames(document).length }))
  ]),
  defineCheck('X-09', givenDocument, [
    fail('missing', (document) => ({ members: NEEDED.filter((name) => !hasMember(document, name)) })),
    pass('present')
  ]),
  defineCheck('X-10', givenDocument, [
    fail('no_code', (document) => !responseTypes(document).includes('code')),
    warn('implicit', (document) => ({
      types: responseTypes(document).filter((type) => type.split(' ').includes('token'))
    })),
    pass('code')
  ]),
  defineCheck('X-11', givenDocument, [
    warn('absent', (document) => grants(document) === undefined),
    fail('no_code', (document) => grants(document)?.includes('authorization_code') === false),
    fail(
      'password',
      (document, { settings }) =>
        settings.profile === 'fapi2' && grants(document)?.includes('password') === true
    ),
    warn('legacy', (document) => ({
      grants: LEGACY_GRANTS.filter((grant) => grants(document)?.includes(grant))
    })),
    pass('code')
  ]),
  defineCheck('X-13', givenDocument, [
    ...failIn<JsonObject>('mcp', 'absent', (document) => challengeMethods(document) === undefined),
    fail('no_s256', (document) => challengeMethods(document)?.includes('S256') === false),
    pass('s256')
  ]),
  defineCheck('X-14', givenDocument, [
    warn('plain', (document) => challengeMethods(document)?.includes('plain') === true),
    pass('none')
  ]),
  defineCheck('X-17', givenDocument, [
    pass('none_listed', (document) => clientAuthentication(document)?.includes('none') === true),
    warn('absent', (document) => clientAuthentication(document) === undefined),
    warn('not_listed')
  ]),
  defineCheck('X-18', givenDocument, [
    pass('sent', (document) => document['authorization_response_iss_parameter_supported'] === true),
    ...failIn<JsonObject>('fapi2', 'absent')
  ])
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
  const isEndpoint = (name: string) => name.endsWith('_endpoint') || name === 'jwks_uri'
  return Object.keys(document).filter((name) => isEndpoint(name) && hasMember(document, name))
}

function endpoints(document: JsonObject, pick: (url: URL | undefined) => boolean) {
  return { members: endpointNames(document).filter((name) => pick(parseUrl(stringMember(document, name)))) }
}

// Only an issuer on this machine can have endpoints on plain http, and only on this machine.
function isPlain(url: URL | undefined, issuer: string): boolean {
  const issuerUrl = parseUrl(issuer)
  if (url === undefined || url.protocol === 'https:') return false
  return issuerUrl === undefined || !isLoopback(issuerUrl) || !isLoopback(url)
}
