import type { JsonObject } from '../../../src/json/json.ts'
import type { Exchange } from '../../../src/http/exchange.ts'
import { answered, API, failed, ISSUER, type AnswerChange } from '../exchanges.ts'
import {
  all,
  withApi,
  withBare,
  withProbes,
  withSettings,
  type Change,
  type CheckCase
} from '../change-facts.ts'

const keepAll = withSettings({})

function challenged(...lines: readonly string[]): Change {
  return withBare({ headers: { 'www-authenticate': lines, 'cache-control': 'no-store' } })
}

function cached(field: string): Change {
  return withBare({ headers: { 'www-authenticate': 'Bearer realm="api"', 'cache-control': field } })
}

function published(document: JsonObject | undefined, status = 200): Change {
  const answer = answered(API, { status, body: document ?? {} })
  return withApi({
    resourceMetadata: { wellKnown: answer, advertisedUrl: undefined, advertised: undefined, document }
  })
}

const document = { resource: API, authorization_servers: [ISSUER] }

function publishedTwice(members: JsonObject): Change {
  const whole = { ...document, ...members }
  const answer = answered(API, { body: whole })
  return withApi({
    resourceMetadata: { wellKnown: answer, advertisedUrl: API, advertised: answer, document: whole }
  })
}

const exposed = (...lines: readonly string[]) => ({ 'access-control-expose-headers': lines })

function readable(headers: NonNullable<AnswerChange['headers']>): Exchange {
  return answered(API, { status: 401, headers: { 'access-control-allow-origin': '*', ...headers } })
}

function exposing(...lines: readonly string[]): Change {
  return withApi({ bareWithOrigin: readable(exposed(...lines)) })
}

/** Facts for the checks of the API itself. */
export const API_CASES: readonly CheckCase[] = [
  { id: 'Y-01', ends: 'pass challenge', when: keepAll },
  { id: 'Y-01', ends: 'fail unreachable', when: withApi({ bare: failed(API, 'refused') }) },
  { id: 'Y-01', ends: 'fail open', when: withBare({ status: 200 }) },
  { id: 'Y-01', ends: 'fail redirect', when: withBare({ status: 302, headers: { location: '/login' } }) },
  { id: 'Y-01', ends: 'fail other_status', when: withBare({ status: 403 }) },
  { id: 'Y-01', ends: 'fail no_challenge', when: withBare({ status: 401 }) },
  { id: 'Y-01', ends: 'fail other_scheme', when: challenged('Basic realm="nginx"') },
  { id: 'Y-01', ends: 'pass challenge', when: challenged('Bearer realm="api"', 'Negotiate') },
  { id: 'Y-01', ends: 'pass challenge', when: challenged('bearer realm="api"', 'Basic error="x"') },
  { id: 'Y-01', ends: 'warn error_present', when: challenged('Bearer realm="api", error="invalid_token"') },
  { id: 'Y-01', ends: 'warn bare_scheme', when: challenged('Bearer') },

  { id: 'Y-05', ends: 'pass both_ways', when: keepAll },
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
  { id: 'Y-05', ends: 'warn one_way', when: published(document) },
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
  { id: 'Y-05', ends: 'warn doubtful_members', when: publishedTwice({ scopes_supported: [] }) },

  { id: 'Y-07', ends: 'pass complete', when: keepAll },
  {
    id: 'Y-07',
    ends: 'fail preflight_refused',
    when: withApi({ preflight: answered(API, { status: 401 }) })
  },
  { id: 'Y-07', ends: 'pass complete', when: exposing('*') },
  { id: 'Y-07', ends: 'pass complete', when: exposing('X-Request-Id', 'WWW-Authenticate') },
  { id: 'Y-07', ends: 'warn incomplete', when: exposing('X-WWW-Authenticate') },
  {
    id: 'Y-07',
    ends: 'warn incomplete',
    when: withApi({
      bareWithOrigin: readable({ ...exposed('*'), 'access-control-allow-credentials': 'true' })
    })
  },
  { id: 'Y-07', ends: 'warn incomplete', when: withApi({ bareWithOrigin: answered(API, { status: 401 }) }) },
  {
    id: 'Y-07',
    ends: 'warn incomplete',
    when: withApi({
      preflight: answered(API, {
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
      })
    })
  },

  { id: 'Y-08', ends: 'pass present', when: challenged('Bearer realm="api"', 'DPoP algs="ES256"') },
  { id: 'Y-08', ends: 'fail absent', when: withSettings({ needs: ['dpop'] }) },
  { id: 'Y-08', ends: 'skip not_needed', when: keepAll },
  {
    id: 'Y-08',
    ends: 'skip not_needed',
    when: withProbes({ boundAsBearer: answered(API, { status: 401 }) })
  },
  { id: 'Y-08', ends: 'warn no_algorithms', when: challenged('DPoP realm="api"') },
  { id: 'Y-08', ends: 'fail downgrade', when: withProbes({ boundAsBearer: answered(API) }) },

  { id: 'Y-09', ends: 'pass well_formed', when: keepAll },
  { id: 'Y-09', ends: 'fail broken', when: challenged('Bearer realm="a"b"') },
  { id: 'Y-09', ends: 'fail repeated', when: challenged('Bearer realm="a", realm="b"') },
  {
    id: 'Y-09',
    ends: 'fail illegal_characters',
    when: challenged('Bearer error_description="say \\"no\\""')
  },
  { id: 'Y-09', ends: 'warn shared_line', when: challenged('Bearer realm="api", DPoP algs="ES256"') },

  { id: 'Y-10', ends: 'pass no_store', when: keepAll },
  { id: 'Y-10', ends: 'fail shared', when: cached('public, max-age=60') },
  { id: 'Y-10', ends: 'warn cacheable', when: cached('max-age=60') },
  { id: 'Y-10', ends: 'warn unsaid', when: cached('no-cache') }
]
