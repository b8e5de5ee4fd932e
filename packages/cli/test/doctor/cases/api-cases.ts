import type { Exchange } from '../../../src/http/exchange.ts'
import { answered, API, failed, type AnswerChange } from '../exchanges.ts'
import {
  challenged,
  withApi,
  withBare,
  withProbes,
  withSettings,
  type Change,
  type CheckCase
} from '../change-facts.ts'

const keepAll = withSettings({})

function cached(field: string): Change {
  return withBare({ headers: { 'www-authenticate': 'Bearer realm="api"', 'cache-control': field } })
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
