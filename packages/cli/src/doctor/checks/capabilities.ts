import { hasMember, isJsonObject, stringsMember, type JsonObject } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, fail, failIn, missing, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { apiNeeds, givenDocument, publishedByApi, requiresPushedRequests } from './given.ts'

const REVOCATION = ['introspection_endpoint', 'revocation_endpoint']

/** Checks what the authorization server supports against what the API needs. */
export const capabilityChecks: readonly DoctorCheck[] = [
  defineCheck('X-45', givenDocument, [
    fail('symmetric', (document) => ({
      algorithms: (proofAlgorithms(document) ?? []).filter((name) => /^(?:none|HS\d+)$/i.test(name))
    })),
    fail('not_announced', (document, facts) => apiNeeds(facts, 'dpop') && !proofAlgorithms(document)),
    fail('none_in_common', (document, facts) => noneInCommon(document, facts)),
    warn(
      'not_announced',
      (document, { settings }) => settings.profile === 'fapi2' && !proofAlgorithms(document)
    ),
    warn('no_es256', (document) => proofAlgorithms(document)?.includes('ES256') === false),
    pass('announced', (document) => ({ algorithms: proofAlgorithms(document) ?? [] }))
  ]),
  defineCheck('X-46', givenDocument, [
    fail('not_announced', (document, facts) => apiNeeds(facts, 'mtls') && !bindsCertificates(document)),
    warn(
      'no_aliases',
      (document) => bindsCertificates(document) && !hasMember(document, 'mtls_endpoint_aliases')
    ),
    warn('plain_aliases', (document) => ({ members: plainAliases(document) })),
    pass('announced', bindsCertificates)
  ]),
  defineCheck('X-47', givenDocument, [
    warn('required', (_, facts) => requiresPushedRequests(facts)),
    warn(
      'optional',
      (document, { settings }) =>
        settings.profile === 'fapi2' && hasMember(document, 'pushed_authorization_request_endpoint')
    ),
    pass('not_required')
  ]),
  defineCheck('X-48', givenDocument, [
    // Introspection tells the API that a token was revoked; it revokes none.
    ...failIn<JsonObject>('fapi2', 'none', (document) => !hasMember(document, 'revocation_endpoint')),
    pass('present', (document) => ({ members: REVOCATION.filter((name) => hasMember(document, name)) }))
  ]),
  defineCheck(
    'X-50',
    (facts: DoctorFacts) => (facts.settings.profile === 'mcp' ? givenDocument(facts) : missing('not_needed')),
    [
      pass('metadata_documents', (document) => document['client_id_metadata_document_supported'] === true),
      warn('dynamic_only', (document) => hasMember(document, 'registration_endpoint')),
      warn('none')
    ]
  )
]

function proofAlgorithms(document: JsonObject | undefined): readonly string[] | undefined {
  return stringsMember(document, 'dpop_signing_alg_values_supported')
}

function noneInCommon(document: JsonObject, facts: DoctorFacts) {
  const [announced, accepted] = [proofAlgorithms(document), proofAlgorithms(publishedByApi(facts))]
  if (announced === undefined || accepted === undefined) return false
  return !accepted.some((algorithm) => announced.includes(algorithm)) && { announced, accepted }
}

// A client can present no certificate there.
function plainAliases({ mtls_endpoint_aliases: aliases }: JsonObject): readonly string[] {
  const entries = Object.entries(isJsonObject(aliases) ? aliases : {})
  return entries.flatMap(([name, url]) => (String(url).startsWith('http:') ? name : []))
}

function bindsCertificates(document: JsonObject): boolean {
  return document['tls_client_certificate_bound_access_tokens'] === true
}
