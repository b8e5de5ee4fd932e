import { statusOf, statusText } from '../../http/exchange.ts'
import { readDocument } from '../../http/media.ts'
import { stringsMember, textOf, type JsonObject } from '../../json/json.ts'
import type { ApiFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { allowsHeader, allowsOrigin, allowsPreflight, exposesHeader } from './cors.ts'
import { defineCheck, derive, fail, failIn, missing, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { apiNeeds, givenApi } from './given.ts'

/** Checks of what the API publishes about itself, and what a page of the origin can read of it. */
export const apiDocumentChecks: readonly DoctorCheck[] = [
  defineCheck('Y-05', givenApi, [
    fail('needs_authentication', needsAuthentication),
    fail('unusable_address', unusableAddress),
    ...failIn<ApiFacts>('mcp', 'absent', (api) => api.resourceMetadata.document === undefined),
    fail('other_resource', otherResource),
    fail('issuer_missing', isIssuerMissing),
    fail('documents_differ', documentsDiffer),
    warn('contradicts_challenge', contradictions),
    warn('unlisted_scopes', unlistedScopes),
    warn('no_cors', isClosedToPages),
    warn('one_way', oneWay),
    warn('doubtful_members', ({ resourceMetadata }) => ({
      members: doubtfulMembers(resourceMetadata.document ?? {})
    })),
    pass('both_ways')
  ]),
  defineCheck(
    'Y-07',
    (facts: DoctorFacts) =>
      derive(givenApi(facts), (api) => (api.preflight === undefined ? missing('no_origin') : api)),
    [
      fail(
        'preflight_refused',
        ({ preflight }) => (statusOf(preflight) ?? 500) >= 400 && { status: statusText(preflight) }
      ),
      warn('incomplete', (api, facts) => ({ parts: missingParts(api, facts) })),
      pass('complete')
    ]
  )
]

// An API that requires a token at every address needs no document, but one that names its document has one.
function needsAuthentication({ resourceMetadata }: ApiFacts): boolean {
  const { advertisedUrl, advertised, wellKnown, document } = resourceMetadata
  if (advertisedUrl === undefined || document !== undefined) return false
  return [advertised, wellKnown].some((answer) => [401, 403].includes(statusOf(answer) ?? 0))
}

// Clients fetch only the address that the challenge names, without a fallback.
function unusableAddress({ resourceMetadata }: ApiFacts) {
  const { advertisedUrl, advertised } = resourceMetadata
  const isUsable = advertisedUrl === undefined || readDocument(advertised) !== undefined
  return !isUsable && { address: advertisedUrl, status: statusText(advertised) }
}

function otherResource({ url, resourceMetadata }: ApiFacts, { settings }: DoctorFacts) {
  const expected = settings.resource ?? url
  const resource = resourceMetadata.document?.['resource']
  const isSame = resource === expected || (settings.resource === undefined && isPrefixOf(resource, url))
  return !isSame && { resource: textOf(resource), expected }
}

// Without --resource the address of the route is the identifier, and so is any address above it.
function isPrefixOf(resource: unknown, url: string): boolean {
  return typeof resource === 'string' && url.startsWith(resource.endsWith('/') ? resource : `${resource}/`)
}

function isIssuerMissing({ resourceMetadata }: ApiFacts, { settings }: DoctorFacts): boolean {
  const issuers = stringsMember(resourceMetadata.document, 'authorization_servers')
  return issuers === undefined ? settings.profile === 'mcp' : !issuers.includes(settings.issuer)
}

// Members that clients act on.
const DECISIVE = [
  'resource',
  'authorization_servers',
  'scopes_supported',
  'dpop_bound_access_tokens_required'
]

function documentsDiffer({ resourceMetadata }: ApiFacts) {
  const [one, other] = [readDocument(resourceMetadata.wellKnown), readDocument(resourceMetadata.advertised)]
  if (one === undefined || other === undefined) return false
  const members = DECISIVE.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
  return { members }
}

// The document promises, and the challenge is what the API does.
function contradictions({ challenges, resourceMetadata }: ApiFacts) {
  const document = resourceMetadata.document ?? {}
  const ofScheme = (name: string) => challenges.challenges.find(({ scheme }) => scheme.toLowerCase() === name)
  const algorithms = ofScheme('dpop')?.parameters.get('algs')?.split(' ')
  const promised = stringsMember(document, 'dpop_signing_alg_values_supported')
  const isOtherList = algorithms?.toSorted().join() !== promised?.toSorted().join()
  const isRequired = document['dpop_bound_access_tokens_required'] === true
  return {
    members: [
      ...(isRequired && ofScheme('bearer') !== undefined ? ['dpop_bound_access_tokens_required'] : []),
      ...(algorithms !== undefined && promised !== undefined && isOtherList
        ? ['dpop_signing_alg_values_supported']
        : [])
    ]
  }
}

// Some clients request exactly the listed scopes, whatever a challenge names.
function unlistedScopes({ challenges, resourceMetadata }: ApiFacts) {
  const listed = stringsMember(resourceMetadata.document, 'scopes_supported')
  const named = challenges.challenges.flatMap(({ parameters }) => parameters.get('scope')?.split(' ') ?? [])
  return listed !== undefined && { scopes: [...new Set(named)].filter((scope) => !listed.includes(scope)) }
}

function isClosedToPages({ resourceMetadata }: ApiFacts, { settings }: DoctorFacts): boolean {
  const { advertised, wellKnown } = resourceMetadata
  const read = readDocument(advertised) === undefined ? wellKnown : advertised
  return settings.origin !== undefined && !allowsOrigin(read, settings.origin)
}

function oneWay({ resourceMetadata }: ApiFacts) {
  const byAddress = readDocument(resourceMetadata.wellKnown) !== undefined
  const byChallenge = readDocument(resourceMetadata.advertised) !== undefined
  return byAddress !== byChallenge && { way: byAddress ? 'the well-known address' : 'the challenge' }
}

function doubtfulMembers(document: JsonObject): readonly string[] {
  const empty = Object.keys(document).filter((name) => stringsMember(document, name)?.length === 0)
  const includes = (name: string, value: string) => stringsMember(document, name)?.includes(value) === true
  return [
    ...empty.map((name) => `${name} (empty)`),
    ...(includes('scopes_supported', 'offline_access') ? ['scopes_supported (offline_access)'] : []),
    ...(includes('bearer_methods_supported', 'query') ? ['bearer_methods_supported (query)'] : [])
  ]
}

function missingParts(api: ApiFacts, facts: DoctorFacts): readonly string[] {
  const { preflight, bareWithOrigin } = api
  const { origin } = facts.settings
  const needsDpop = apiNeeds(facts, 'dpop')
  const parts: readonly (readonly [string, boolean])[] = [
    ['Access-Control-Allow-Origin on the preflight', allowsPreflight(preflight, origin)],
    ['Authorization in Access-Control-Allow-Headers', allowsHeader(preflight, 'authorization')],
    ['DPoP in Access-Control-Allow-Headers', !needsDpop || allowsHeader(preflight, 'dpop')],
    ['Access-Control-Allow-Origin on the 401', allowsOrigin(bareWithOrigin, origin)],
    ['WWW-Authenticate in Access-Control-Expose-Headers', exposesHeader(bareWithOrigin, 'www-authenticate')],
    ['DPoP-Nonce in Access-Control-Expose-Headers', !needsDpop || exposesHeader(bareWithOrigin, 'dpop-nonce')]
  ]
  return parts.filter(([, isPresent]) => !isPresent).map(([name]) => name)
}
