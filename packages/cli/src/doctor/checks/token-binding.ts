import { isJsonObject, stringsMember, type JsonObject } from '../../http/json.ts'
import { defineCheck, fail, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { apiNeeds, givenDocument, givenToken, noticeList, type GivenToken } from './given.ts'

const KNOWN_METHODS = new Set(['jkt', 'x5t#S256'])
const STEP_UP_CLAIMS = ['acr', 'auth_time']

/** Whether tokens are bound to a sender and to an authentication, as far as the API asks for it. */
export const tokenBindingChecks: readonly DoctorCheck[] = [
  defineCheck<JsonObject>({
    id: 'X-38',
    group: 'token',
    title: 'Step-up',
    source: 'RFC 9470 sections 6 and 7',
    given: givenDocument,
    rules: [
      fail(
        'claims_absent',
        (_, facts) => apiNeeds(facts, 'step-up') && noticeList('claims', stepUpClaimsMissing(facts))
      ),
      warn(
        'not_announced',
        (document, facts) => apiNeeds(facts, 'step-up') && acrValues(document) === undefined
      ),
      pass('announced', (document) => acrValues(document) !== undefined)
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-39',
    group: 'token',
    title: 'Bound to a sender',
    source: 'RFC 9449 section 6; RFC 8705 section 3',
    given: givenToken,
    rules: [
      fail('unknown_method', ({ claims }) =>
        noticeList(
          'methods',
          methodsOf(claims).filter((name) => !KNOWN_METHODS.has(name))
        )
      ),
      fail('unbound', ({ claims }, facts) => needsBinding(facts) && methodsOf(claims).length === 0),
      warn(
        'bound_unasked',
        ({ claims }, facts) => !needsBinding(facts) && noticeList('methods', methodsOf(claims))
      ),
      pass('bound', ({ claims }) => noticeList('methods', methodsOf(claims))),
      pass('not_needed')
    ]
  })
]

function acrValues(document: JsonObject) {
  return stringsMember(document, 'acr_values_supported')
}

function stepUpClaimsMissing({ token }: DoctorFacts): readonly string[] {
  const claims = token?.claims
  return claims === undefined ? [] : STEP_UP_CLAIMS.filter((name) => claims[name] === undefined)
}

function methodsOf(claims: JsonObject): readonly string[] {
  return isJsonObject(claims['cnf']) ? Object.keys(claims['cnf']) : []
}

function needsBinding(facts: DoctorFacts): boolean {
  return apiNeeds(facts, 'dpop') || apiNeeds(facts, 'mtls') || facts.settings.profile === 'fapi2'
}
