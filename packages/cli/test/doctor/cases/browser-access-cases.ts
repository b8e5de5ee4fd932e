import { answered, ISSUER } from '../exchanges.ts'
import { all, withDocument, withSettings, type Change, type CheckCase } from '../change-facts.ts'
import type { CorsFacts } from '../../../src/doctor/facts/doctor-facts.ts'

const keepAll = withSettings({})
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

/** Facts for the checks of what a page of another origin may do. */
export const BROWSER_ACCESS_CASES: readonly CheckCase[] = [
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
