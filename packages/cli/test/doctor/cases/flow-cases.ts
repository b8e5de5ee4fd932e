import { answered, failed, ISSUER, type AnswerChange } from '../exchanges.ts'
import { all, withDocument, withSettings, type Change, type CheckCase } from '../change-facts.ts'
import type { CorsFacts, ServerProbes } from '../../../src/doctor/facts/doctor-facts.ts'

const keepAll = withSettings({})
const fapi = withSettings({ profile: 'fapi2' })
const CALLBACK = 'https://app.example.com/callback'

function withServerProbes(change: Partial<ServerProbes>): Change {
  return (facts) => ({
    ...facts,
    serverProbes: {
      withoutChallenge: undefined,
      bogusCode: undefined,
      tokenByGet: undefined,
      ...facts.serverProbes,
      ...change
    }
  })
}

function authorizationAnswer(location: string): Change {
  return withServerProbes({ withoutChallenge: answered(ISSUER, { status: 302, headers: { location } }) })
}

function tokenAnswer(change: AnswerChange): Change {
  return withServerProbes({ bogusCode: answered(ISSUER, change) })
}

function withCors(change: Partial<CorsFacts>): Change {
  return (facts) => ({
    ...facts,
    cors: {
      metadata: undefined,
      keys: undefined,
      tokenPreflight: undefined,
      authorization: undefined,
      ...facts.cors,
      ...change
    }
  })
}

/** Facts for the checks of the code flow, its endpoints and browser access. */
export const FLOW_CASES: readonly CheckCase[] = [
  { id: 'X-08', ends: 'pass good', when: keepAll },
  { id: 'X-08', ends: 'fail not_absolute', when: withDocument({ token_endpoint: '/token' }) },
  {
    id: 'X-08',
    ends: 'fail plain_http',
    when: withDocument({ token_endpoint: 'http://auth.example.com/token' })
  },
  { id: 'X-08', ends: 'fail plain_http', when: withDocument({ token_endpoint: 'http://localhost/token' }) },
  { id: 'X-08', ends: 'fail fragment', when: withDocument({ token_endpoint: `${ISSUER}/token#now` }) },
  {
    id: 'X-08',
    ends: 'warn other_domain',
    when: withDocument({ token_endpoint: 'https://auth.example.net/token' })
  },
  { id: 'X-09', ends: 'pass present', when: keepAll },
  { id: 'X-09', ends: 'fail missing', when: withDocument({ authorization_endpoint: undefined }) },
  { id: 'X-10', ends: 'pass code', when: keepAll },
  { id: 'X-10', ends: 'fail no_code', when: withDocument({ response_types_supported: ['token'] }) },
  {
    id: 'X-10',
    ends: 'warn implicit',
    when: withDocument({ response_types_supported: ['code', 'id_token token'] })
  },
  { id: 'X-11', ends: 'pass code', when: keepAll },
  { id: 'X-11', ends: 'warn absent', when: withDocument({ grant_types_supported: undefined }) },
  { id: 'X-11', ends: 'fail no_code', when: withDocument({ grant_types_supported: ['implicit'] }) },
  {
    id: 'X-11',
    ends: 'warn legacy',
    when: withDocument({ grant_types_supported: ['authorization_code', 'password'] })
  },
  {
    id: 'X-11',
    ends: 'fail password',
    when: all(withDocument({ grant_types_supported: ['authorization_code', 'password'] }), fapi)
  },
  { id: 'X-13', ends: 'pass s256', when: keepAll },
  { id: 'X-13', ends: 'warn absent', when: withDocument({ code_challenge_methods_supported: undefined }) },
  {
    id: 'X-13',
    ends: 'fail absent',
    when: all(withDocument({ code_challenge_methods_supported: undefined }), withSettings({ profile: 'mcp' }))
  },
  { id: 'X-13', ends: 'fail no_s256', when: withDocument({ code_challenge_methods_supported: ['plain'] }) },
  { id: 'X-14', ends: 'pass none', when: keepAll },
  {
    id: 'X-14',
    ends: 'warn plain',
    when: withDocument({ code_challenge_methods_supported: ['plain', 'S256'] })
  },

  {
    id: 'X-15',
    ends: 'pass refused',
    when: authorizationAnswer(`${CALLBACK}?error=invalid_request&state=x`)
  },
  { id: 'X-15', ends: 'fail code_issued', when: authorizationAnswer(`${CALLBACK}?code=abc`) },
  { id: 'X-15', ends: 'fail not_enforced', when: authorizationAnswer(`${CALLBACK}#error=login_required`) },
  { id: 'X-15', ends: 'warn inconclusive', when: authorizationAnswer('https://auth.example.com/login') },
  { id: 'X-16', ends: 'pass refused', when: keepAll },
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
  },

  { id: 'X-17', ends: 'pass none_listed', when: keepAll },
  {
    id: 'X-17',
    ends: 'warn absent',
    when: withDocument({ token_endpoint_auth_methods_supported: undefined })
  },
  {
    id: 'X-17',
    ends: 'warn not_listed',
    when: withDocument({ token_endpoint_auth_methods_supported: ['client_secret_basic'] })
  },
  { id: 'X-18', ends: 'pass sent', when: keepAll },
  {
    id: 'X-18',
    ends: 'warn absent',
    when: withDocument({ authorization_response_iss_parameter_supported: false })
  },
  {
    id: 'X-18',
    ends: 'fail absent',
    when: all(withDocument({ authorization_response_iss_parameter_supported: undefined }), fapi)
  },
  { id: 'X-19', ends: 'pass allowed', when: keepAll },
  {
    id: 'X-19',
    ends: 'fail token_endpoint',
    when: withCors({ tokenPreflight: answered(ISSUER, { status: 204 }) })
  },
  {
    id: 'X-19',
    ends: 'fail token_endpoint',
    when: withCors({
      tokenPreflight: answered(ISSUER, { status: 403, headers: { 'access-control-allow-origin': '*' } })
    })
  },
  {
    id: 'X-19',
    ends: 'warn no_dpop',
    when: all(
      withDocument({ dpop_signing_alg_values_supported: ['ES256'] }),
      withCors({ tokenPreflight: answered(ISSUER, { headers: { 'access-control-allow-origin': '*' } }) })
    )
  },
  {
    id: 'X-19',
    ends: 'warn documents',
    when: withCors({
      keys: answered(ISSUER, { headers: { 'access-control-allow-origin': 'https://other.example' } })
    })
  },
  { id: 'X-20', ends: 'pass absent', when: keepAll },
  {
    id: 'X-20',
    ends: 'warn present',
    when: withCors({ authorization: answered(ISSUER, { headers: { 'access-control-allow-origin': '*' } }) })
  },
  {
    id: 'X-20',
    ends: 'fail present',
    when: all(
      fapi,
      withCors({ authorization: answered(ISSUER, { headers: { 'access-control-allow-origin': '*' } }) })
    )
  }
]
