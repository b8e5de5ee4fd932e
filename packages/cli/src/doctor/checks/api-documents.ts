import { statusOf } from '../../http/exchange.ts'
import { stringsMember, textOf, type JsonObject } from '../../http/json.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import type { ApiFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { readDocument } from '../facts/read-metadata.ts'
import { allowsHeader, allowsOrigin, allowsPreflight, exposesHeader } from './cors.ts'
import { apiNeeds, givenApi, noticeList } from './given.ts'

interface GivenDocument {
  readonly api: ApiFacts
  readonly document: JsonObject
}

/** What the API publishes about itself, and what a page of the origin may see of it. */
export const apiDocumentChecks: readonly DoctorCheck[] = [
  defineCheck<ApiFacts>({
    id: 'Y-05',
    group: 'api',
    title: 'Resource metadata',
    source: 'RFC 9728 sections 3 and 5.1',
    given: givenApi,
    rules: [
      fail('needs_authentication', needsAuthentication),
      fail(
        'absent',
        (api, { settings }) => settings.profile === 'mcp' && api.resourceMetadata.document === undefined
      ),
      warn('absent', (api) => api.resourceMetadata.document === undefined),
      fail('other_resource', (api, facts) => given(api, (one) => otherResource(one, facts))),
      fail('issuer_missing', (api, facts) => given(api, (one) => lacksIssuer(one, facts))),
      warn('one_way', (api) => oneWay(api)),
      warn('doubtful_members', (api) =>
        given(api, ({ document }) => noticeList('members', doubtfulMembers(document)))
      ),
      pass('both_ways')
    ]
  }),
  defineCheck<ApiFacts>({
    id: 'Y-07',
    group: 'api',
    title: 'CORS of the API',
    source: 'Fetch, CORS protocol; RFC 9449 section 7.1',
    given: (facts) => {
      const api = givenApi(facts)
      if ('missing' in api) return api
      return api.preflight === undefined ? missing('no_origin') : api
    },
    rules: [
      fail(
        'preflight_refused',
        ({ preflight }) =>
          (statusOf(preflight) ?? 500) >= 400 && { status: statusOf(preflight) ?? 'no answer' }
      ),
      warn('incomplete', (api, facts) => noticeList('parts', missingParts(api, facts))),
      pass('complete')
    ]
  })
]

// An API that asks for a token wherever one looks need not have a document: it has one if it says so.
function needsAuthentication({ resourceMetadata }: ApiFacts): boolean {
  const { advertisedUrl, advertised, wellKnown, document } = resourceMetadata
  if (advertisedUrl === undefined || document !== undefined) return false
  return [advertised, wellKnown].some((answer) => [401, 403].includes(statusOf(answer) ?? 0))
}

function given<Noticed>(api: ApiFacts, notice: (given: GivenDocument) => Noticed): Noticed | undefined {
  const { document } = api.resourceMetadata
  return document === undefined ? undefined : notice({ api, document })
}

function otherResource({ api, document }: GivenDocument, { settings }: DoctorFacts) {
  const expected = settings.resource ?? api.url
  const resource = document['resource']
  const isSame = resource === expected || (settings.resource === undefined && isPrefixOf(resource, api.url))
  return !isSame && { resource: textOf(resource), expected }
}

// Without --resource the route's address stands in for the identifier, and an identifier above it is as good.
function isPrefixOf(resource: unknown, url: string): boolean {
  return typeof resource === 'string' && url.startsWith(resource.endsWith('/') ? resource : `${resource}/`)
}

function lacksIssuer({ document }: GivenDocument, { settings }: DoctorFacts): boolean {
  const issuers = stringsMember(document, 'authorization_servers')
  return issuers !== undefined ? !issuers.includes(settings.issuer) : settings.profile === 'mcp'
}

function oneWay({ resourceMetadata }: ApiFacts) {
  const byAddress = readDocument(resourceMetadata.wellKnown) !== undefined
  const byChallenge = readDocument(resourceMetadata.advertised) !== undefined
  return byAddress !== byChallenge && { way: byAddress ? 'the well-known address' : 'the challenge' }
}

function doubtfulMembers(document: JsonObject): readonly string[] {
  const empty = Object.keys(document).filter(
    (name) => Array.isArray(document[name]) && stringsMember(document, name)?.length === 0
  )
  const offline = stringsMember(document, 'scopes_supported')?.includes('offline_access') === true
  const query = stringsMember(document, 'bearer_methods_supported')?.includes('query') === true
  return [
    ...empty.map((name) => `${name} (empty)`),
    ...(offline ? ['scopes_supported (offline_access)'] : []),
    ...(query ? ['bearer_methods_supported (query)'] : [])
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
  return parts.filter(([, isThere]) => !isThere).map(([name]) => name)
}
