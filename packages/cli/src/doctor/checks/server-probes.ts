import { parseCacheControl } from '../../http/cache-control.ts'
import { headerLines, isSuccess, statusOf, statusText, type Exchange } from '../../http/exchange.ts'
import { looksLikeHtml, redirectTarget } from '../../http/media.ts'
import { parseUrl } from '../../http/urls.ts'
import { parseObject, stringMember } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from './doctor-check.ts'
import { requiresPushedRequests } from './given.ts'

const ASKED_TO_SIGN_IN = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required'
])
const EXPECTED_ERRORS = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_request'])
/** The statuses of an error of a token endpoint (RFC 6749 section 5.2). */
const ERROR_STATUSES = new Set([400, 401])

interface AuthorizationAnswer {
  readonly exchange: Exchange
  /** parameters of the redirect to the client; none if the answer leads elsewhere */
  readonly parameters: URLSearchParams
}

interface TokenAnswers {
  readonly posted: Exchange
  readonly got: Exchange | undefined
}

/** Checks of the answers to requests that must fail. Only with `--probe`. */
export const serverProbeChecks: readonly DoctorCheck[] = [
  defineCheck('X-15', givenAuthorizationAnswer, [
    fail('code_issued', ({ parameters }) => parameters.has('code')),
    fail('not_enforced', ({ parameters }) => signInError(parameters)),
    pass('refused', (answer, facts) => !requiresPushedRequests(facts) && refusesRequest(answer)),
    warn('inconclusive', ({ exchange }) => ({ status: statusText(exchange) }))
  ]),
  defineCheck('X-16', givenTokenAnswers, [
    fail('unreachable', ({ posted }) => posted.outcome === 'failed' && { failure: posted.failure }),
    fail('accepted', ({ posted }) => isSuccess(posted) && { status: statusOf(posted) ?? 0 }),
    fail('broken', ({ posted }) => (statusOf(posted) ?? 0) >= 500 && { status: statusOf(posted) ?? 0 }),
    fail('html', ({ posted }) => looksLikeHtml(posted)),
    fail('get_accepted', ({ got }) => isSuccess(got)),
    warn('not_oauth', ({ posted }) => !isOauthError(posted) && { status: statusOf(posted) ?? 0 }),
    warn(
      'cacheable',
      ({ posted }) => !parseCacheControl(headerLines(posted, 'cache-control')).has('no-store')
    ),
    pass('refused', ({ posted }) => ({ error: errorOf(posted) ?? '' }))
  ])
]

function givenAuthorizationAnswer(facts: DoctorFacts): AuthorizationAnswer | Missing {
  const { clientId, redirectUri } = facts.settings
  if (facts.serverProbes === undefined) return missing('needs_probe')
  if (clientId === undefined || redirectUri === undefined) return missing('needs_client')
  const exchange = facts.serverProbes.withoutChallenge
  return exchange === undefined
    ? noEndpoint(facts)
    : { exchange, parameters: parametersForClient(exchange, redirectUri) }
}

function givenTokenAnswers(facts: DoctorFacts): TokenAnswers | Missing {
  if (facts.serverProbes === undefined) return missing('needs_probe')
  const { bogusCode, tokenByGet } = facts.serverProbes
  return bogusCode === undefined ? noEndpoint(facts) : { posted: bogusCode, got: tokenByGet }
}

function noEndpoint({ metadata }: DoctorFacts): Missing {
  return missing(metadata.chosen === undefined ? 'no_metadata' : 'no_endpoint')
}

function signInError(parameters: URLSearchParams) {
  const error = parameters.get('error') ?? ''
  return ASKED_TO_SIGN_IN.has(error) && { error }
}

// A login page has parameters of its own.
function parametersForClient(exchange: Exchange, redirectUri: string): URLSearchParams {
  const [target, expected] = [redirectTarget(exchange), parseUrl(redirectUri)]
  if (target === undefined || expected === undefined || !isSamePlace(target, expected))
    return new URLSearchParams()
  return new URLSearchParams([...target.searchParams, ...new URLSearchParams(target.hash.slice(1))])
}

// Not by the origin: the address of a native app has none.
function isSamePlace(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host && one.pathname === other.pathname
}

// Only with our `state` is it the answer to our request.
function refusesRequest({ exchange, parameters }: AuthorizationAnswer): boolean {
  const state = parseUrl(exchange.url)?.searchParams.get('state')
  return parameters.get('error') === 'invalid_request' && parameters.get('state') === state
}

function errorOf(exchange: Exchange): string | undefined {
  return exchange.outcome === 'answered'
    ? stringMember(parseObject(exchange.answer.body), 'error')
    : undefined
}

function isOauthError(exchange: Exchange): boolean {
  const error = errorOf(exchange) ?? ''
  return EXPECTED_ERRORS.has(error) || (error !== '' && ERROR_STATUSES.has(statusOf(exchange) ?? 0))
}
