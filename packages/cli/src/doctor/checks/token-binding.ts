import { isJsonObject, stringsMember, type JsonObject } from '../../http/json.ts'
import { defineCheck, fail, pass, skip, warn, type DoctorCheck } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { apiNeeds, givenDocument, givenToken, noticeList, type GivenToken } from './given.ts'

/** The members of `cnf` that can be confirmed, and what asks for each. */
const METHODS = { dpop: 'jkt', mtls: 'x5t#S256' } as const
const KNOWN_METHODS: ReadonlySet<string> = new Set(Object.values(METHODS))
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
      skip('no_token', (_, facts) => apiNeeds(facts, 'step-up') && facts.token === undefined),
      skip('unreadable_token', (_, facts) => apiNeeds(facts, 'step-up') && facts.token?.claims === undefined),
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
      fail('other_method', ({ claims }, facts) => {
        const methods = methodsOf(claims)
        return !neededMethods(facts).every((name) => methods.includes(name)) && { methods }
      }),
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
  return neededMethods(facts).length > 0 || facts.settings.profile === 'fapi2'
}

function neededMethods(facts: DoctorFacts): readonly string[] {
  return (['dpop', 'mtls'] as const).filter((need) => apiNeeds(facts, need)).map((need) => METHODS[need])
}
