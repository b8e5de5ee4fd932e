import { statusOf, statusText, type Exchange } from '../../http/exchange.ts'
import { redirectTarget } from '../../http/media.ts'
import { isLoopback, parseUrl } from '../../http/urls.ts'
import type { ApiProbes, DoctorFacts } from '../facts/doctor-facts.ts'
import { readChallenges } from '../facts/read-challenges.ts'
import { errorCode, isAccepted, tokenChallenges } from './api-answers.ts'
import {
  defineCheck,
  derive,
  fail,
  missing,
  pass,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { givenApi } from './given.ts'

const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403])

interface BothExchanges {
  readonly bare: Exchange
  readonly withToken: Exchange
}

interface PlainHttpAnswers extends BothExchanges {
  /** the answer of the API over TLS, without a token */
  readonly overTls: Exchange
}

/** Checks of the API's answers to tokens that it must refuse. Only with `--probe`. */
export const apiProbeChecks: readonly DoctorCheck[] = [
  defineCheck('Y-02', (facts: DoctorFacts) => derive(givenProbes(facts), ({ badTokens }) => badTokens), [
    fail('accepted', (answers) => kindsOf(answers, isAccepted)),
    fail('crashed', (answers) => kindsOf(answers, (exchange) => (statusOf(exchange) ?? 500) >= 500)),
    warn('other_status', (answers) => kindsOf(answers, (exchange) => statusOf(exchange) !== 401)),
    warn('no_error_code', (answers) =>
      kindsOf(answers, (exchange) => errorCode(exchange) !== 'invalid_token')
    ),
    pass('refused')
  ]),
  defineCheck('Y-03', givenQueryToken, [
    fail('accepted', ({ withToken }) => isAccepted(withToken)),
    warn('other_status', ({ withToken }) => statusOf(withToken) !== 401 && { status: statusText(withToken) }),
    pass('ignored', ({ withToken }) => errorCode(withToken) === undefined),
    warn('unclear', ({ bare }) => errorCode(bare) !== undefined),
    fail('read')
  ]),
  defineCheck('Y-04', givenProbes, [
    fail('second_used', ({ goodLineSecond }) => isAccepted(goodLineSecond)),
    warn('first_used', ({ goodLineFirst }) => isAccepted(goodLineFirst)),
    fail('accepted', ({ twoBadLines }) => isAccepted(twoBadLines)),
    warn(
      'unclear',
      ({ badTokens, twoBadLines }) =>
        isBadRequest(twoBadLines) && badTokens.some(({ exchange }) => isBadRequest(exchange))
    ),
    pass('refused', ({ twoBadLines }) => isBadRequest(twoBadLines)),
    warn('other_status', ({ twoBadLines }) => ({ status: statusText(twoBadLines) }))
  ]),
  defineCheck('Y-06', givenPlainHttp, [
    pass('closed', ({ withToken }) => withToken.outcome === 'failed'),
    warn('reads_token', ({ bare, withToken }) => isRedirect(bare) && !isRedirect(withToken)),
    pass('redirected', ({ withToken }) => isRedirect(withToken)),
    fail('served', (answers) => servedByApi(answers)),
    pass('refused', ({ withToken }) => ({ status: statusOf(withToken) ?? 0 }))
  ])
]

function givenProbes(facts: DoctorFacts): ApiProbes | Missing {
  return derive(givenApi(facts), ({ probes }) => probes ?? missing('needs_probe'))
}

function givenQueryToken(facts: DoctorFacts): BothExchanges | Missing {
  return derive(givenApi(facts), ({ bare, probes }) => {
    const withToken = probes?.queryToken
    if (withToken !== undefined) return { bare, withToken }
    return missing(probes === undefined ? 'needs_probe' : 'needs_token')
  })
}

// An API on this machine sends nothing over a network.
function givenPlainHttp(facts: DoctorFacts): PlainHttpAnswers | Missing {
  return derive(givenApi(facts), ({ bare, probes, url: address }) => {
    if (probes === undefined) return missing('needs_probe')
    if (probes.plainHttp !== undefined) return { ...probes.plainHttp, overTls: bare }
    const url = parseUrl(address)
    return missing(url !== undefined && isLoopback(url) ? 'plain_http' : 'no_api_answer')
  })
}

function kindsOf(answers: ApiProbes['badTokens'], pick: (exchange: Exchange) => boolean) {
  const picked = answers.filter(({ exchange }) => pick(exchange))
  return { kinds: picked.map(({ kind, exchange }) => `${kind} (${statusText(exchange)})`) }
}

function isBadRequest(exchange: Exchange): boolean {
  return statusOf(exchange) === 400
}

// A TLS port, and a front end that does not know the host, answer plain http too, and no token gets past them.
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

// Only to https: a redirect to another plain http address protects nothing.
function isRedirect(exchange: Exchange): boolean {
  return redirectTarget(exchange)?.protocol === 'https:'
}
