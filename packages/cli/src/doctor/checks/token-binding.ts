import { hasMember, isJsonObject, stringsMember, type JsonObject } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, fail, pass, skip, warn, type DoctorCheck } from './doctor-check.ts'
import { apiNeeds, givenDocument, givenToken } from './given.ts'

/** The members of `cnf` that can be confirmed, and which need each belongs to. */
const METHODS = { dpop: 'jkt', mtls: 'x5t#S256' } as const
const KNOWN_METHODS: ReadonlySet<string> = new Set(Object.values(METHODS))
const STEP_UP_CLAIMS = ['acr', 'auth_time']

/** Checks that tokens are bound to a sender and to an authentication, as the API needs it. */
export const tokenBindingChecks: readonly DoctorCheck[] = [
  defineCheck('X-38', givenDocument, [
    fail('claims_absent', (_, facts) => needsStepUp(facts) && { claims: stepUpClaimsMissing(facts) }),
    warn('not_announced', (document, facts) => needsStepUp(facts) && acrValues(document) === undefined),
    skip('no_token', (_, facts) => needsStepUp(facts) && facts.token === undefined),
    skip('unreadable_token', (_, facts) => needsStepUp(facts) && !facts.token?.unverifiedClaims),
    pass('announced', (document) => acrValues(document) !== undefined)
  ]),
  defineCheck('X-39', givenToken, [
    fail('unknown_method', ({ claims }) => ({
      methods: methodsOf(claims).filter((name) => !KNOWN_METHODS.has(name))
    })),
    fail('unbound', ({ claims }, facts) => needsBinding(facts) && methodsOf(claims).length === 0),
    fail('other_method', ({ claims }, facts) => {
      const methods = methodsOf(claims)
      return !neededMethods(facts).every((name) => methods.includes(name)) && { methods }
    }),
    warn('bound_unasked', ({ claims }, facts) => !needsBinding(facts) && { methods: methodsOf(claims) }),
    pass('bound', ({ claims }) => ({ methods: methodsOf(claims) })),
    pass('not_needed')
  ])
]

function needsStepUp(facts: DoctorFacts): boolean {
  return apiNeeds(facts, 'step-up')
}

function acrValues(document: JsonObject) {
  return stringsMember(document, 'acr_values_supported')
}

function stepUpClaimsMissing({ token }: DoctorFacts): readonly string[] {
  const claims = token?.unverifiedClaims
  return claims === undefined ? [] : STEP_UP_CLAIMS.filter((name) => !hasMember(claims, name))
}

function methodsOf({ cnf }: JsonObject): readonly string[] {
  return isJsonObject(cnf) ? Object.keys(cnf).filter((name) => hasMember(cnf, name)) : []
}

function needsBinding(facts: DoctorFacts): boolean {
  return neededMethods(facts).length > 0 || facts.settings.profile === 'fapi2'
}

function neededMethods(facts: DoctorFacts): readonly string[] {
  return (['dpop', 'mtls'] as const).filter((need) => apiNeeds(facts, need)).map((need) => METHODS[need])
}
