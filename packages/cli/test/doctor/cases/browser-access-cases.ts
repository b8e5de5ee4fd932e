import type { Exchange } from '../../../src/http/exchange.ts'
import { answered, failed, ISSUER } from '../exchanges.ts'
import {
  all,
  withDocument,
  withServerProbes,
  withSettings,
  type Change,
  type CheckCase
} from '../change-facts.ts'
import type { CorsFacts } from '../../../src/doctor/facts/doctor-facts.ts'

const keepAll = withSettings({})
const announced = withDocument({ dpop_signing_alg_values_supported: ['ES256'] })
const refusedPreflight = answered(ISSUER, { status: 405, headers: { 'access-control-allow-origin': '*' } })
const fapi = withSettings({ profile: 'fapi2' })

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

function posted(bogusCodeFromPage: Exchange | undefined): Change {
  return withServerProbes({ bogusCodeFromPage })
}

/** Facts for the checks of access from a page of another origin. */
export const BROWSER_ACCESS_CASES: readonly CheckCase[] = [
  { id: 'X-19', ends: 'pass allowed', when: keepAll },
  { id: 'X-19', ends: 'fail token_endpoint', when: posted(answered(ISSUER, { status: 400 })) },
  {
    id: 'X-19',
    ends: 'fail token_endpoint',
    when: posted(
      answered(ISSUER, { headers: { 'access-control-allow-origin': ['*', 'https://app.example.com'] } })
    )
  },
  {
    id: 'X-19',
    ends: 'warn unknown_client',
    when: all(withSettings({ clientId: undefined }), posted(answered(ISSUER, { status: 400 })))
  },
  { id: 'X-19', ends: 'pass allowed', when: withSettings({ clientId: undefined }) },
  // A form needs no preflight.
  { id: 'X-19', ends: 'pass allowed', when: withCors({ tokenPreflight: refusedPreflight }) },
  { id: 'X-19', ends: 'pass preflight_allowed', when: posted(undefined) },
  { id: 'X-19', ends: 'pass preflight_allowed', when: posted(failed(ISSUER, 'reset')) },
  {
    id: 'X-19',
    ends: 'warn preflight',
    when: all(posted(undefined), withCors({ tokenPreflight: refusedPreflight }))
  },
  {
    id: 'X-19',
    ends: 'fail preflight',
    when: all(announced, withCors({ tokenPreflight: refusedPreflight }))
  },
  {
    id: 'X-19',
    ends: 'fail preflight',
    when: all(withSettings({ needs: ['dpop'] }), withCors({ tokenPreflight: answered(ISSUER) }))
  },
  { id: 'X-19', ends: 'skip no_endpoint', when: all(announced, withCors({ tokenPreflight: undefined })) },
  {
    id: 'X-19',
    ends: 'skip no_endpoint_answer',
    when: all(posted(failed(ISSUER, 'refused')), withCors({ tokenPreflight: failed(ISSUER, 'refused') }))
  },
  {
    id: 'X-19',
    ends: 'warn no_dpop',
    when: all(
      announced,
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
  { id: 'X-20', ends: 'skip no_endpoint', when: withCors({ authorization: undefined }) },
  {
    id: 'X-20',
    ends: 'skip no_endpoint_answer',
    when: withCors({ authorization: failed(ISSUER, 'refused') })
  },
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
