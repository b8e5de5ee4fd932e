import type { CheckGroup, DoctorCheck } from '../doctor-check.ts'
import { apiChallengeChecks } from './api-challenge.ts'
import { apiDocumentChecks } from './api-documents.ts'
import { apiRequirementChecks } from './api-requirements.ts'
import { apiProbeChecks } from './api-probes.ts'
import { browserAccessChecks } from './browser-access.ts'
import { capabilityChecks } from './capabilities.ts'
import { codeFlowChecks } from './code-flow.ts'
import { documentCachingChecks } from './document-caching.ts'
import { idTokenAlgorithmChecks } from './id-token-algorithms.ts'
import { issuerAddressChecks } from './issuer-address.ts'
import { keyCertificateChecks } from './key-certificates.ts'
import { keyMemberChecks } from './key-members.ts'
import { keySetChecks } from './key-set.ts'
import { metadataDocumentChecks } from './metadata-document.ts'
import { serverProbeChecks } from './server-probes.ts'
import { tokenBindingChecks } from './token-binding.ts'
import { tokenClaimChecks } from './token-claims.ts'
import { tokenFormChecks } from './token-form.ts'

/** The groups in the order of the report, with their headings. */
export const GROUPS: readonly { readonly group: CheckGroup; readonly heading: string }[] = [
  { group: 'issuer', heading: 'Issuer' },
  { group: 'keys', heading: 'Keys' },
  { group: 'token', heading: 'Sample access token' },
  { group: 'capabilities', heading: 'What the API needs' },
  { group: 'api', heading: 'API' }
]

/** Every check, by id. */
export const ALL_CHECKS: readonly DoctorCheck[] = [
  ...issuerAddressChecks,
  ...metadataDocumentChecks,
  ...codeFlowChecks,
  ...serverProbeChecks,
  ...browserAccessChecks,
  ...keySetChecks,
  ...documentCachingChecks,
  ...keyMemberChecks,
  ...keyCertificateChecks,
  ...tokenFormChecks,
  ...tokenClaimChecks,
  ...tokenBindingChecks,
  ...capabilityChecks,
  ...apiRequirementChecks,
  ...idTokenAlgorithmChecks,
  ...apiChallengeChecks,
  ...apiProbeChecks,
  ...apiDocumentChecks
].toSorted((one, other) => one.id.localeCompare(other.id))
