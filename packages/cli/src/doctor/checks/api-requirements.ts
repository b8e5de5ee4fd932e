import { stringMember, stringsMember, type JsonObject } from '../../http/json.ts'
import {
  defineCheck,
  fail,
  missing,
  pass,
  skip,
  warn,
  type DoctorCheck,
  type Missing
} from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { givenDocument, noticeList, publishedByApi } from './given.ts'

interface GivenScopes {
  readonly required: readonly string[]
  readonly supported: readonly string[] | undefined
}

/** Whether the authorization server knows the API, its scopes and its authorization details. */
export const apiRequirementChecks: readonly DoctorCheck[] = [
  defineCheck<GivenScopes>({
    id: 'X-43',
    group: 'capabilities',
    title: 'Scopes of the API',
    source: 'RFC 8414 section 2',
    given: givenScopes,
    rules: [
      warn('not_published', ({ supported }) => supported === undefined),
      warn('not_listed', ({ required, supported }) =>
        noticeList(
          'scopes',
          required.filter((scope) => supported?.includes(scope) !== true)
        )
      ),
      pass('listed')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-44',
    group: 'capabilities',
    title: 'API registered',
    source: 'RFC 9728 section 4',
    given: givenDocument,
    rules: [
      pass('not_published', (document) => document['protected_resources'] === undefined),
      fail('not_listed', (document, { settings }) => isUnlisted(document, settings.resource)),
      warn('lists_disagree', (document, facts) => isUnlisted(document, publishedResource(facts))),
      skip('needs_resource', (_, facts) =>
        facts.settings.resource === undefined && publishedResource(facts) === undefined),
      pass('listed')
    ]
  }),
  defineCheck<GivenScopes>({
    id: 'X-49',
    group: 'capabilities',
    title: 'Authorization details',
    source: 'RFC 9396 section 10',
    given: givenDetailTypes,
    rules: [
      warn('not_published', ({ supported }) => supported === undefined),
      fail('not_listed', ({ required, supported }) =>
        noticeList(
          'types',
          required.filter((type) => supported?.includes(type) !== true)
        )
      ),
      pass('listed')
    ]
  })
]

function givenScopes(facts: DoctorFacts): GivenScopes | Missing {
  const document = givenDocument(facts)
  const required = facts.settings.scopes ?? stringsMember(publishedByApi(facts), 'scopes_supported') ?? []
  if (isMissing(document)) return document
  return required.length === 0
    ? missing('needs_scopes')
    : { required, supported: stringsMember(document, 'scopes_supported') }
}

function givenDetailTypes(facts: DoctorFacts): GivenScopes | Missing {
  const document = givenDocument(facts)
  const required = stringsMember(publishedByApi(facts), 'authorization_details_types_supported') ?? []
  if (isMissing(document)) return document
  const supported = stringsMember(document, 'authorization_details_types_supported')
  return required.length === 0 ? missing('not_needed') : { required, supported }
}

function isMissing(document: JsonObject | Missing): document is Missing {
  return 'missing' in document
}

function publishedResource(facts: DoctorFacts): string | undefined {
  return stringMember(publishedByApi(facts), 'resource')
}

function isUnlisted(document: JsonObject, resource: string | undefined) {
  if (resource === undefined) return false
  return stringsMember(document, 'protected_resources')?.includes(resource) === false && { resource }
}
