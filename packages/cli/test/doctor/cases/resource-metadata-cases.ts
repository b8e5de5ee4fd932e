import type { JsonObject } from '../../../src/json/json.ts'
import type { Exchange } from '../../../src/http/exchange.ts'
import { answered, API, ISSUER, type AnswerChange } from '../exchanges.ts'
import { all, challenged, withApi, withSettings, type Change, type CheckCase } from '../change-facts.ts'

function published(document: JsonObject | undefined, status = 200): Change {
  const answer = answered(API, { status, body: document ?? {} })
  return withApi({
    resourceMetadata: { wellKnown: answer, advertisedUrl: undefined, advertised: undefined, document }
  })
}

const document = { resource: API, authorization_servers: [ISSUER] }

function publishedTwice(members: JsonObject, headers: AnswerChange['headers'] = CORS): Change {
  const whole = { ...document, ...members }
  const answer = answered(API, { body: whole, headers })
  return withApi({
    resourceMetadata: { wellKnown: answer, advertisedUrl: API, advertised: answer, document: whole }
  })
}

const CORS = { 'access-control-allow-origin': '*' }

function advertised(advertisedUrl: string, exchange: Exchange | undefined): Change {
  const wellKnown = answered(API, { body: document, headers: CORS })
  return withApi({ resourceMetadata: { wellKnown, advertisedUrl, advertised: exchange, document } })
}

/** Facts for the check of protected resource metadata. */
export const RESOURCE_METADATA_CASES: readonly CheckCase[] = [
  { id: 'Y-05', ends: 'pass both_ways', when: withSettings({}) },
  { id: 'Y-05', ends: 'warn absent', when: published(undefined, 404) },
  { id: 'Y-05', ends: 'fail absent', when: all(withSettings({ profile: 'mcp' }), published(undefined, 404)) },
  { id: 'Y-05', ends: 'warn absent', when: published(undefined, 401) },
  {
    id: 'Y-05',
    ends: 'fail needs_authentication',
    when: withApi({
      resourceMetadata: {
        wellKnown: answered(API, { status: 404 }),
        advertisedUrl: API,
        advertised: answered(API, { status: 401 }),
        document: undefined
      }
    })
  },
  {
    id: 'Y-05',
    ends: 'fail other_resource',
    when: published({ ...document, resource: 'https://api.example.net' })
  },
  {
    id: 'Y-05',
    ends: 'fail other_resource',
    when: all(withSettings({ resource: 'https://api.example.com' }), published(document))
  },
  { id: 'Y-05', ends: 'fail other_resource', when: published({ ...document, resource: { toString: null } }) },
  {
    id: 'Y-05',
    ends: 'fail issuer_missing',
    when: published({ ...document, authorization_servers: [`${ISSUER}/`] })
  },
  { id: 'Y-05', ends: 'warn no_cors', when: published(document) },
  { id: 'Y-05', ends: 'warn one_way', when: all(withSettings({ origin: undefined }), published(document)) },
  { id: 'Y-05', ends: 'fail unusable_address', when: advertised('/metadata', undefined) },
  { id: 'Y-05', ends: 'fail unusable_address', when: advertised(API, answered(API, { status: 404 })) },
  {
    id: 'Y-05',
    ends: 'fail documents_differ',
    when: advertised(API, answered(API, { body: { ...document, scopes_supported: ['read'] } }))
  },
  { id: 'Y-05', ends: 'warn no_cors', when: publishedTwice({}, {}) },
  {
    id: 'Y-05',
    ends: 'warn no_cors',
    when: publishedTwice({}, { 'access-control-allow-origin': 'https://a.example' })
  },
  {
    id: 'Y-05',
    ends: 'warn contradicts_challenge',
    when: all(challenged('Bearer realm="api"'), publishedTwice({ dpop_bound_access_tokens_required: true }))
  },
  {
    id: 'Y-05',
    ends: 'pass both_ways',
    when: all(challenged('DPoP algs="ES256"'), publishedTwice({ dpop_bound_access_tokens_required: true }))
  },
  {
    id: 'Y-05',
    ends: 'warn contradicts_challenge',
    when: all(
      challenged('DPoP algs="ES256 PS256"'),
      publishedTwice({ dpop_signing_alg_values_supported: ['ES256'] })
    )
  },
  {
    id: 'Y-05',
    ends: 'pass both_ways',
    when: all(
      challenged('DPoP algs="ES256 PS256"'),
      publishedTwice({ dpop_signing_alg_values_supported: ['PS256', 'ES256'] })
    )
  },
  {
    id: 'Y-05',
    ends: 'warn unlisted_scopes',
    when: all(challenged('Bearer scope="read write"'), publishedTwice({ scopes_supported: ['read'] }))
  },
  {
    id: 'Y-05',
    ends: 'pass both_ways',
    when: all(challenged('Bearer scope="read"'), publishedTwice({ scopes_supported: ['read'] }))
  },
  { id: 'Y-05', ends: 'pass both_ways', when: publishedTwice({ resource: 'https://api.example.com/' }) },
  {
    id: 'Y-05',
    ends: 'warn doubtful_members',
    when: publishedTwice({ scopes_supported: ['offline_access'] })
  },
  {
    id: 'Y-05',
    ends: 'warn doubtful_members',
    when: publishedTwice({ bearer_methods_supported: ['query'] })
  },
  { id: 'Y-05', ends: 'warn doubtful_members', when: publishedTwice({ scopes_supported: [] }) }
]
