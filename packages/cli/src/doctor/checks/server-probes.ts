import { headerLines, statusOf, type Exchange } from '../../http/exchange.ts'
import { parseCacheControl } from '../../http/cache-control.ts'
import { isJsonObject, parseJson, stringMember } from '../../http/json.ts'
import { looksLikeHtml, redirectTarget } from '../../http/media.ts'
import { parseUrl } from '../../http/urls.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
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
  /** parameters of the redirect to the client; none when the answer leads elsewhere */
  readonly parameters: URLSearchParams
}

interface TokenAnswers {
  readonly posted: Exchange
  readonly got: Exchange | undefined
}

/** What the endpoints say to requests that must fail. Only with `--probe`. */
export const serverProbeChecks: readonly DoctorCheck[] = [
  defineCheck<AuthorizationAnswer>({
    id: 'X-15',
    group: 'issuer',
    title: 'PKCE enforced',
    source: 'RFC 9700 section 4.8; OAuth 2.1 section 4.1.2.1',
    given: givenAuthorizationAnswer,
    rules: [
      fail('code_issued', ({ parameters }) => parameters.has('code')),
      fail('not_enforced', ({ parameters }) => {
        const error = parameters.get('error') ?? ''
        return ASKED_TO_SIGN_IN.has(error) && { error }
      }),
      pass('refused', (answer, facts) => !requiresPushedRequests(facts) && refusesRequest(answer)),
      warn('inconclusive', ({ exchange }) => ({ status: statusOf(exchange) ?? 'no answer' }))
    ]
  }),
  defineCheck<TokenAnswers>({
    id: 'X-16',
    group: 'issuer',
    title: 'Token endpoint',
    source: 'RFC 6749 section 5.2; OAuth 2.1 section 3.2',
    given: givenTokenAnswers,
    rules: [
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
    ]
  })
]

function givenAuthorizationAnswer({ serverProbes, settings, metadata }: DoctorFacts) {
  if (serverProbes === undefined) return missing('needs_probe')
  const { clientId, redirectUri } = settings
  if (clientId === undefined || redirectUri === undefined) return missing('needs_client')
  const exchange = serverProbes.withoutChallenge
  if (exchange === undefined) return missing(metadata.chosen === undefined ? 'no_metadata' : 'no_endpoint')
  return { exchange, parameters: parametersForClient(exchange, redirectUri) }
}

function givenTokenAnswers({ serverProbes, metadata }: DoctorFacts): TokenAnswers | Missing {
  if (serverProbes === undefined) return missing('needs_probe')
  const { bogusCode, tokenByGet } = serverProbes
  if (bogusCode === undefined) return missing(metadata.chosen === undefined ? 'no_metadata' : 'no_endpoint')
  return { posted: bogusCode, got: tokenByGet }
}

// A login page has parameters too, and they are its own.
function parametersForClient(exchange: Exchange, redirectUri: string): URLSearchParams {
  const [target, expected] = [redirectTarget(exchange), parseUrl(redirectUri)]
  if (target === undefined || expected === undefined || !isSamePlace(target, expected))
    return new URLSearchParams()
  return new URLSearchParams([...target.searchParams, ...new URLSearchParams(target.hash.slice(1))])
}

// Not by the origin, which an address of a native app has none of.
function isSamePlace(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host && one.pathname === other.pathname
}

// Only with our `state` is it the answer to our request.
function refusesRequest({ exchange, parameters }: AuthorizationAnswer): boolean {
  const state = parseUrl(exchange.url)?.searchParams.get('state')
  return parameters.get('error') === 'invalid_request' && parameters.get('state') === state
}

function isSuccess(exchange: Exchange | undefined): boolean {
  const status = statusOf(exchange) ?? 0
  return status >= 200 && status < 300
}

function errorOf(exchange: Exchange): string | undefined {
  const body = exchange.outcome === 'answered' ? parseJson(exchange.answer.body) : undefined
  return isJsonObject(body) ? stringMember(body, 'error') : undefined
}

function isOauthError(exchange: Exchange): boolean {
  const error = errorOf(exchange) ?? ''
  return EXPECTED_ERRORS.has(error) || (error !== '' && ERROR_STATUSES.has(statusOf(exchange) ?? 0))
}
