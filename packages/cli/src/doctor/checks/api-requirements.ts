import { stringMember, stringsMember, type JsonObject } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import {
  defineCheck,
  derive,
  fail,
  missing,
  pass,
  skip,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { givenDocument, publishedByApi } from './given.ts'

interface Requirement {
  readonly required: readonly string[]
  /** undefined if the server lists none */
  readonly supported: readonly string[] | undefined
}

/** Checks that the authorization server knows the API, its scopes and its authorization details. */
export const apiRequirementChecks: readonly DoctorCheck[] = [
  defineCheck('X-43', givenScopes, [
    warn('not_published', ({ supported }) => supported === undefined),
    warn('not_listed', (given) => ({ scopes: unlisted(given) })),
    pass('listed')
  ]),
  defineCheck('X-44', givenDocument, [
    pass('not_published', (document) => apisOf(document) === undefined),
    fail('not_listed', (document, { settings }) => isUnlisted(document, settings.resource)),
    warn('lists_disagree', (document, facts) => isUnlisted(document, publishedResource(facts))),
    skip('needs_resource', (_, facts) => (facts.settings.resource ?? publishedResource(facts)) === undefined),
    pass('listed')
  ]),
  defineCheck('X-49', givenDetailTypes, [
    warn('not_published', ({ supported }) => supported === undefined),
    fail('not_listed', (given) => ({ types: unlisted(given) })),
    pass('listed')
  ])
]

// Many servers list scopes only in the document of OpenID Connect.
function givenScopes(facts: DoctorFacts): Requirement | Missing {
  return derive(givenDocument(facts), (document) => {
    const required = facts.settings.scopes ?? stringsMember(publishedByApi(facts), 'scopes_supported') ?? []
    const own = facts.metadata.attempts.filter((one) => one.document?.['issuer'] === document['issuer'])
    const lists = own.flatMap((one) => {
      const scopes = stringsMember(one.document, 'scopes_supported')
      return scopes === undefined ? [] : [scopes]
    })
    if (required.length === 0) return missing('needs_scopes')
    return { required, supported: lists.length === 0 ? undefined : lists.flat() }
  })
}

function givenDetailTypes(facts: DoctorFacts): Requirement | Missing {
  return derive(givenDocument(facts), (document) => {
    const member = 'authorization_details_types_supported'
    const required = stringsMember(publishedByApi(facts), member) ?? []
    return required.length === 0
      ? missing('not_needed')
      : { required, supported: stringsMember(document, member) }
  })
}

function unlisted({ required, supported = [] }: Requirement): readonly string[] {
  return required.filter((one) => !supported.includes(one))
}

function publishedResource(facts: DoctorFacts): string | undefined {
  return stringMember(publishedByApi(facts), 'resource')
}

function apisOf(document: JsonObject) {
  return stringsMember(document, 'protected_resources')
}

function isUnlisted(document: JsonObject, resource: string | undefined) {
  return resource !== undefined && apisOf(document)?.includes(resource) === false && { resource }
}
