import { stringsMember, type JsonObject } from '../../http/json.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { apiNeeds, givenDocument, noticeList, publishedByApi, requiresPushedRequests } from './given.ts'

/** What the authorization server can do against what the API needs. What nobody needs is skipped. */
export const capabilityChecks: readonly DoctorCheck[] = [
  defineCheck<JsonObject>({
    id: 'X-45',
    group: 'capabilities',
    title: 'DPoP',
    source: 'RFC 9449 section 5.1',
    given: givenDocument,
    rules: [
      fail('symmetric', (document) =>
        noticeList(
          'algorithms',
          proofAlgorithms(document)?.filter((alg) => /^(?:none|HS\d+)$/i.test(alg)) ?? []
        )
      ),
      fail(
        'not_announced',
        (document, facts) => apiNeeds(facts, 'dpop') && proofAlgorithms(document) === undefined
      ),
      fail('none_in_common', (document, facts) => noneInCommon(document, facts)),
      warn(
        'not_announced',
        (document, { settings }) => settings.profile === 'fapi2' && proofAlgorithms(document) === undefined
      ),
      warn('no_es256', (document) => proofAlgorithms(document)?.includes('ES256') === false),
      pass('announced', (document) => noticeList('algorithms', proofAlgorithms(document) ?? []))
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-46',
    group: 'capabilities',
    title: 'Certificate binding',
    source: 'RFC 8705 sections 3.3 and 5',
    given: givenDocument,
    rules: [
      fail('not_announced', (document, facts) => apiNeeds(facts, 'mtls') && !bindsCertificates(document)),
      warn(
        'no_aliases',
        (document) => bindsCertificates(document) && document['mtls_endpoint_aliases'] === undefined
      ),
      pass('announced', bindsCertificates)
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-47',
    group: 'capabilities',
    title: 'Pushed requests',
    source: 'RFC 9126 section 5',
    given: givenDocument,
    rules: [
      warn('required', (_, facts) => requiresPushedRequests(facts)),
      warn(
        'optional',
        (document, { settings }) =>
          settings.profile === 'fapi2' && document['pushed_authorization_request_endpoint'] !== undefined
      ),
      pass('not_required')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-48',
    group: 'capabilities',
    title: 'Ways to revoke',
    source: 'RFC 7662; RFC 7009; FAPI 2.0 section 5.3.4',
    given: givenDocument,
    rules: [
      fail(
        'none',
        (document, { settings }) => settings.profile === 'fapi2' && revocationEndpoints(document).length === 0
      ),
      warn('none', (document) => revocationEndpoints(document).length === 0),
      pass('present', (document) => ({ members: revocationEndpoints(document) }))
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-50',
    group: 'capabilities',
    title: 'Client registration',
    source: 'MCP authorization, client registration',
    given: (facts) => (facts.settings.profile === 'mcp' ? givenDocument(facts) : missing('not_needed')),
    rules: [
      pass('metadata_documents', (document) => document['client_id_metadata_document_supported'] === true),
      warn('dynamic_only', (document) => document['registration_endpoint'] !== undefined),
      warn('none')
    ]
  })
]

function proofAlgorithms(document: JsonObject): readonly string[] | undefined {
  return stringsMember(document, 'dpop_signing_alg_values_supported')
}

function noneInCommon(document: JsonObject, facts: DoctorFacts) {
  const [announced, accepted] = [proofAlgorithms(document), proofAlgorithms(publishedByApi(facts) ?? {})]
  if (announced === undefined || accepted === undefined) return false
  return !accepted.some((algorithm) => announced.includes(algorithm)) && { announced, accepted }
}

function bindsCertificates(document: JsonObject): boolean {
  return document['tls_client_certificate_bound_access_tokens'] === true
}

function revocationEndpoints(document: JsonObject): readonly string[] {
  return ['introspection_endpoint', 'revocation_endpoint'].filter((name) => document[name] !== undefined)
}
