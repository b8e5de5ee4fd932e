import { statusOf, type Exchange } from '../../http/exchange.ts'
import { isLoopback, parseUrl } from '../../http/urls.ts'
import { redirectTarget } from '../../http/media.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { ApiFacts, ApiProbes, DoctorFacts } from '../facts/doctor-facts.ts'
import { errorCode, isAccepted } from './api-answers.ts'
import { givenApi, noticeList } from './given.ts'

interface BothExchanges {
  readonly bare: Exchange
  readonly withToken: Exchange
}

/** How the API answers tokens that it must refuse. Only with `--probe`. */
export const apiProbeChecks: readonly DoctorCheck[] = [
  defineCheck<ApiProbes['badTokens']>({
    id: 'Y-02',
    group: 'api',
    title: 'Invalid tokens',
    source: 'RFC 6750 section 3.1; RFC 9068 section 4',
    given: (facts) => {
      const probes = givenProbes(facts)
      return 'missing' in probes ? probes : probes.badTokens
    },
    rules: [
      fail('accepted', (answers) => kindsWhere(answers, isAccepted)),
      fail('crashed', (answers) => kindsWhere(answers, (exchange) => (statusOf(exchange) ?? 500) >= 500)),
      warn('other_status', (answers) => kindsWhere(answers, (exchange) => statusOf(exchange) !== 401)),
      warn('no_error_code', (answers) =>
        kindsWhere(answers, (exchange) => errorCode(exchange) !== 'invalid_token')
      ),
      pass('refused')
    ]
  }),
  defineCheck<BothExchanges>({
    id: 'Y-03',
    group: 'api',
    title: 'Token in the address',
    source: 'OAuth 2.1 section 5.1; RFC 9700 section 4.3.2',
    given: givenQueryToken,
    rules: [
      fail('accepted', ({ withToken }) => isAccepted(withToken)),
      warn('other_status', ({ withToken }) => {
        const status = statusOf(withToken) ?? 'no answer'
        return status !== 401 && { status }
      }),
      pass('ignored', ({ withToken }) => errorCode(withToken) === undefined),
      warn('unclear', ({ bare }) => errorCode(bare) !== undefined),
      fail('read')
    ]
  }),
  defineCheck<ApiProbes>({
    id: 'Y-04',
    group: 'api',
    title: 'Two Authorizations',
    source: 'RFC 6750 section 3.1; RFC 9449 section 7.2',
    given: givenProbes,
    rules: [
      fail('second_used', ({ goodLineSecond }) => isAccepted(goodLineSecond)),
      warn('first_used', ({ goodLineFirst }) => isAccepted(goodLineFirst)),
      fail('accepted', ({ twoBadLines }) => isAccepted(twoBadLines)),
      warn(
        'unclear',
        ({ badTokens, twoBadLines }) =>
          isBadRequest(twoBadLines) && badTokens.some(({ exchange }) => isBadRequest(exchange))
      ),
      pass('refused', ({ twoBadLines }) => isBadRequest(twoBadLines)),
      warn('other_status', ({ twoBadLines }) => ({ status: statusOf(twoBadLines) ?? 'no answer' }))
    ]
  }),
  defineCheck<BothExchanges>({
    id: 'Y-06',
    group: 'api',
    title: 'Plain http',
    source: 'RFC 6750 section 5.3',
    given: givenPlainHttp,
    rules: [
      pass('closed', ({ withToken }) => withToken.outcome === 'failed'),
      warn('reads_token', ({ bare, withToken }) => isRedirect(bare) && !isRedirect(withToken)),
      pass('redirected', ({ withToken }) => isRedirect(withToken)),
      fail('served', ({ withToken }) => ({ status: statusOf(withToken) ?? 0 }))
    ]
  })
]

function givenProbes(facts: DoctorFacts): ApiProbes | Missing {
  const api: ApiFacts | Missing = givenApi(facts)
  return 'missing' in api ? api : (api.probes ?? missing('needs_probe'))
}

function givenQueryToken(facts: DoctorFacts): BothExchanges | Missing {
  const api = givenApi(facts)
  if ('missing' in api) return api
  const withToken = api.probes?.queryToken
  if (withToken !== undefined) return { bare: api.bare, withToken }
  return missing(api.probes === undefined ? 'needs_probe' : 'needs_token')
}

// An API on this machine sends nothing over a network.
function givenPlainHttp(facts: DoctorFacts): BothExchanges | Missing {
  const probes = givenProbes(facts)
  const url = parseUrl(facts.settings.api)
  if ('missing' in probes) return probes
  return probes.plainHttp ?? missing(url !== undefined && isLoopback(url) ? 'plain_http' : 'no_api_answer')
}

function kindsWhere(answers: ApiProbes['badTokens'], pick: (exchange: Exchange) => boolean) {
  const picked = answers.filter(({ exchange }) => pick(exchange))
  return noticeList(
    'kinds',
    picked.map(({ kind, exchange }) => `${kind} (${statusOf(exchange) ?? 'no answer'})`)
  )
}

function isBadRequest(exchange: Exchange): boolean {
  return statusOf(exchange) === 400
}

// Only to https: a redirect to another plain address protects nobody.
function isRedirect(exchange: Exchange): boolean {
  return redirectTarget(exchange)?.protocol === 'https:'
}
