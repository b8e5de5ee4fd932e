import { answered, API, failed, type AnswerChange } from '../exchanges.ts'
import { all, withBare, withProbes, withSettings, type Change, type CheckCase } from '../change-facts.ts'

const keepAll = withSettings({})
const to = (location: string) => answered(API, { status: 308, headers: { location } })
const refusal = (field: string, status = 401) => ({ status, headers: { 'www-authenticate': field } })

function badToken(change: AnswerChange): Change {
  return withProbes({ badTokens: [{ kind: 'alg none', exchange: answered(API, change) }] })
}

function queryToken(change: AnswerChange): Change {
  return withProbes({ queryToken: answered(API, change) })
}

function overPlainHttp(change: AnswerChange): Change {
  const exchange = answered(API, change)
  return withProbes({ plainHttp: { bare: exchange, withToken: exchange } })
}

/** Facts for the checks of the API's answers to tokens that it must refuse. */
export const API_PROBE_CASES: readonly CheckCase[] = [
  { id: 'Y-02', ends: 'pass refused', when: keepAll },
  { id: 'Y-02', ends: 'fail accepted', when: badToken({ status: 200 }) },
  { id: 'Y-02', ends: 'fail crashed', when: badToken({ status: 500 }) },
  {
    id: 'Y-02',
    ends: 'fail crashed',
    when: withProbes({ badTokens: [{ kind: 'x', exchange: failed(API, 'reset') }] })
  },
  { id: 'Y-02', ends: 'fail accepted', when: badToken(refusal('Bearer error="insufficient_scope"', 403)) },
  {
    id: 'Y-02',
    ends: 'fail accepted',
    when: badToken(refusal('Bearer error="insufficient_user_authentication"'))
  },
  { id: 'Y-02', ends: 'warn other_status', when: badToken({ status: 403 }) },
  { id: 'Y-02', ends: 'warn no_error_code', when: badToken(refusal('Bearer realm="api"')) },

  { id: 'Y-03', ends: 'pass ignored', when: keepAll },
  { id: 'Y-03', ends: 'fail accepted', when: withProbes({ queryToken: answered(API) }) },
  { id: 'Y-03', ends: 'fail accepted', when: queryToken(refusal('Bearer error="insufficient_scope"', 403)) },
  { id: 'Y-03', ends: 'fail read', when: queryToken(refusal('Bearer error="invalid_token"')) },
  {
    id: 'Y-03',
    ends: 'warn unclear',
    when: all(withBare(refusal('Bearer error="x"')), queryToken(refusal('Bearer error="x"')))
  },
  { id: 'Y-03', ends: 'warn other_status', when: queryToken({ status: 400 }) },

  { id: 'Y-04', ends: 'pass refused', when: keepAll },
  { id: 'Y-04', ends: 'fail second_used', when: withProbes({ goodLineSecond: answered(API) }) },
  { id: 'Y-04', ends: 'warn first_used', when: withProbes({ goodLineFirst: answered(API) }) },
  { id: 'Y-04', ends: 'warn unclear', when: badToken({ status: 400 }) },
  { id: 'Y-04', ends: 'fail accepted', when: withProbes({ twoBadLines: answered(API) }) },
  {
    id: 'Y-04',
    ends: 'warn other_status',
    when: withProbes({ twoBadLines: answered(API, { status: 401 }) })
  },

  { id: 'Y-06', ends: 'pass closed', when: keepAll },
  {
    id: 'Y-06',
    ends: 'pass redirected',
    when: withProbes({
      plainHttp: { bare: to('https://api.example.com/'), withToken: to('https://api.example.com/') }
    })
  },
  {
    id: 'Y-06',
    ends: 'warn reads_token',
    when: withProbes({
      plainHttp: { bare: to('https://api.example.com/'), withToken: answered(API, { status: 401 }) }
    })
  },
  {
    id: 'Y-06',
    ends: 'fail served',
    when: withProbes({
      plainHttp: { bare: answered(API, { status: 401 }), withToken: answered(API, { status: 401 }) }
    })
  },
  { id: 'Y-06', ends: 'fail served', when: overPlainHttp({ status: 200 }) },
  { id: 'Y-06', ends: 'fail served', when: overPlainHttp(refusal('Bearer realm="api"', 400)) },
  { id: 'Y-06', ends: 'fail served', when: overPlainHttp(refusal('DPoP algs="ES256"')) },
  {
    id: 'Y-06',
    ends: 'fail served',
    when: all(withBare({ status: 403 }), overPlainHttp({ status: 403 }))
  },
  { id: 'Y-06', ends: 'pass refused', when: overPlainHttp({ status: 403 }) },
  { id: 'Y-06', ends: 'pass refused', when: overPlainHttp({ status: 400 }) },
  { id: 'Y-06', ends: 'pass refused', when: overPlainHttp({ status: 404 }) },
  {
    id: 'Y-06',
    ends: 'fail served',
    when: withProbes({
      plainHttp: { bare: to('http://api.example.com/'), withToken: to('http://api.example.com/') }
    })
  }
]
