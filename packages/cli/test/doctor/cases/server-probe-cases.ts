import { answered, failed, ISSUER, type AnswerChange } from '../exchanges.ts'
import {
  all,
  withDocument,
  withServerProbes,
  withSettings,
  type Change,
  type CheckCase
} from '../change-facts.ts'

const keepAll = withSettings({})
const CALLBACK = 'https://app.example.com/callback'

function authorizationAnswer(location: string): Change {
  const url = `${ISSUER}/authorize?state=x`
  return withServerProbes({ withoutChallenge: answered(url, { status: 302, headers: { location } }) })
}

function tokenAnswer(change: AnswerChange): Change {
  return withServerProbes({ bogusCode: answered(ISSUER, change) })
}

function refusal(status: number, error: string): Change {
  return tokenAnswer({ status, headers: { 'cache-control': 'no-store' }, body: { error } })
}

/** Facts for the checks of the answers to requests that must fail. */
export const SERVER_PROBE_CASES: readonly CheckCase[] = [
  {
    id: 'X-15',
    ends: 'pass refused',
    when: authorizationAnswer(`${CALLBACK}?error=invalid_request&state=x`)
  },
  { id: 'X-15', ends: 'fail code_issued', when: authorizationAnswer(`${CALLBACK}?code=abc`) },
  { id: 'X-15', ends: 'fail not_enforced', when: authorizationAnswer(`${CALLBACK}#error=login_required`) },
  ...[
    'https://auth.example.com/login',
    '/login?error=invalid_request&state=x',
    '/signin?code=step-1&state=x',
    `${CALLBACK}/?code=abc&state=x`,
    `${CALLBACK}?error=invalid_request`,
    `${CALLBACK}?error=invalid_request&state=y`
  ].map((location): CheckCase => ({
    id: 'X-15',
    ends: 'warn inconclusive',
    when: authorizationAnswer(location)
  })),
  {
    id: 'X-15',
    ends: 'warn inconclusive',
    when: all(
      withDocument({ require_pushed_authorization_requests: true }),
      authorizationAnswer(`${CALLBACK}?error=invalid_request&state=x`)
    )
  },
  {
    id: 'X-15',
    ends: 'fail code_issued',
    when: all(
      withSettings({ redirectUri: 'com.example.app:/callback' }),
      authorizationAnswer('com.example.app:/callback?code=abc&state=x')
    )
  },
  { id: 'X-16', ends: 'pass refused', when: keepAll },
  { id: 'X-16', ends: 'pass refused', when: refusal(401, 'access_denied') },
  { id: 'X-16', ends: 'pass refused', when: refusal(403, 'invalid_grant') },
  { id: 'X-16', ends: 'warn not_oauth', when: refusal(400, '') },
  { id: 'X-16', ends: 'warn not_oauth', when: refusal(404, 'not_found') },
  {
    id: 'X-16',
    ends: 'fail unreachable',
    when: withServerProbes({ bogusCode: failed(ISSUER, 'timed_out') })
  },
  { id: 'X-16', ends: 'fail accepted', when: tokenAnswer({ status: 200 }) },
  { id: 'X-16', ends: 'fail broken', when: tokenAnswer({ status: 502 }) },
  {
    id: 'X-16',
    ends: 'fail html',
    when: tokenAnswer({ status: 403, headers: { 'content-type': 'text/html' } })
  },
  { id: 'X-16', ends: 'fail get_accepted', when: withServerProbes({ tokenByGet: answered(ISSUER) }) },
  { id: 'X-16', ends: 'warn not_oauth', when: tokenAnswer({ status: 400, body: { message: 'no' } }) },
  {
    id: 'X-16',
    ends: 'warn cacheable',
    when: tokenAnswer({ status: 400, body: { error: 'invalid_grant' } })
  }
]
