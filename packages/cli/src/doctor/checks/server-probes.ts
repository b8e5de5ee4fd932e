import { headerLines, statusOf, type Exchange } from '../../http/exchange.ts'
import { parseCacheControl } from '../../http/cache-control.ts'
import { isJsonObject, parseJson, stringMember } from '../../http/json.ts'
import { looksLikeHtml, redirectTarget } from '../../http/media.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'

const ASKED_TO_SIGN_IN = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required'
])
const EXPECTED_ERRORS = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_request'])

interface TokenAnswers {
  readonly posted: Exchange
  readonly got: Exchange | undefined
}

/** What the endpoints say to requests that must fail. Only with `--probe`. */
export const serverProbeChecks: readonly DoctorCheck[] = [
  defineCheck<Exchange>({
    id: 'X-15',
    group: 'issuer',
    title: 'PKCE enforced',
    source: 'RFC 9700 section 4.8; OAuth 2.1 section 4.1.2.1',
    given: givenAuthorizationAnswer,
    rules: [
      pass('refused', (exchange) => responseParameter(exchange, 'error') === 'invalid_request'),
      fail('code_issued', (exchange) => responseParameter(exchange, 'code') !== undefined),
      fail('not_enforced', (exchange) => {
        const error = responseParameter(exchange, 'error') ?? ''
        return ASKED_TO_SIGN_IN.has(error) && { error }
      }),
      warn('inconclusive', (exchange) => ({ status: statusOf(exchange) ?? 'no answer' }))
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
      warn(
        'not_oauth',
        ({ posted }) => !EXPECTED_ERRORS.has(errorOf(posted) ?? '') && { status: statusOf(posted) ?? 0 }
      ),
      warn(
        'cacheable',
        ({ posted }) => !parseCacheControl(headerLines(posted, 'cache-control')).has('no-store')
      ),
      pass('refused', ({ posted }) => ({ error: errorOf(posted) ?? '' }))
    ]
  })
]

function givenAuthorizationAnswer({ serverProbes, settings, metadata }: DoctorFacts): Exchange | Missing {
  if (serverProbes === undefined) return missing('needs_probe')
  if (settings.clientId === undefined || settings.redirectUri === undefined) return missing('needs_client')
  return (
    serverProbes.withoutChallenge ?? missing(metadata.chosen === undefined ? 'no_metadata' : 'no_endpoint')
  )
}

function givenTokenAnswers({ serverProbes, metadata }: DoctorFacts): TokenAnswers | Missing {
  if (serverProbes === undefined) return missing('needs_probe')
  const { bogusCode, tokenByGet } = serverProbes
  if (bogusCode === undefined) return missing(metadata.chosen === undefined ? 'no_metadata' : 'no_endpoint')
  return { posted: bogusCode, got: tokenByGet }
}

function responseParameter(exchange: Exchange, name: string): string | undefined {
  const target = redirectTarget(exchange)
  if (target === undefined) return undefined
  return target.searchParams.get(name) ?? new URLSearchParams(target.hash.slice(1)).get(name) ?? undefined
}

function isSuccess(exchange: Exchange | undefined): boolean {
  const status = statusOf(exchange) ?? 0
  return status >= 200 && status < 300
}

function errorOf(exchange: Exchange): string | undefined {
  const body = exchange.outcome === 'answered' ? parseJson(exchange.answer.body) : undefined
  return isJsonObject(body) ? stringMember(body, 'error') : undefined
}
