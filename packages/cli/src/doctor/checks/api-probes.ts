import { statusOf, type Exchange } from '../../http/exchange.ts'
import { isLoopback, parseUrl } from '../../http/urls.ts'
import { redirectTarget } from '../../http/media.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { ApiFacts, ApiProbes, DoctorFacts } from '../facts/doctor-facts.ts'
import { readChallenges } from '../facts/read-api.ts'
import { errorCode, isAccepted, tokenChallenges } from './api-answers.ts'
import { givenApi, noticeList } from './given.ts'

const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403])

interface BothExchanges {
  readonly bare: Exchange
  readonly withToken: Exchange
}

interface PlainHttpAnswers extends BothExchanges {
  /** what the API answers over TLS, without a token */
  readonly overTls: Exchange
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
  defineCheck<PlainHttpAnswers>({
    id: 'Y-06',
    group: 'api',
    title: 'Plain http',
    source: 'RFC 6750 section 5.3',
    given: givenPlainHttp,
    rules: [
      pass('closed', ({ withToken }) => withToken.outcome === 'failed'),
      warn('reads_token', ({ bare, withToken }) => isRedirect(bare) && !isRedirect(withToken)),
      pass('redirected', ({ withToken }) => isRedirect(withToken)),
      fail('served', (answers) => servedByApi(answers)),
      pass('refused', ({ withToken }) => ({ status: statusOf(withToken) ?? 0 }))
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
function givenPlainHttp(facts: DoctorFacts): PlainHttpAnswers | Missing {
  const api = givenApi(facts)
  if ('missing' in api) return api
  if (api.probes === undefined) return missing('needs_probe')
  const { plainHttp } = api.probes
  if (plainHttp !== undefined) return { ...plainHttp, overTls: api.bare }
  const url = parseUrl(api.url)
  return missing(url !== undefined && isLoopback(url) ? 'plain_http' : 'no_api_answer')
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

// A TLS port, and a front end that knows no such host, answer plain http too, and no token gets past them.
function servedByApi({ bare, withToken, overTls }: PlainHttpAnswers) {
  const isServed = [bare, withToken].some(
    (exchange) =>
      isAccepted(exchange) ||
      redirectTarget(exchange) !== undefined ||
      tokenChallenges(readChallenges(exchange)).length > 0 ||
      (REFUSALS.has(statusOf(exchange)) && statusOf(exchange) === statusOf(overTls))
  )
  return isServed && { status: statusOf(withToken) ?? 0 }
}

// Only to https: a redirect to another plain address protects nobody.
function isRedirect(exchange: Exchange): boolean {
  return redirectTarget(exchange)?.protocol === 'https:'
}
