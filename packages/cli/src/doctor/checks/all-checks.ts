import { apiChallengeChecks } from './api-challenge.ts'
import { apiDocumentChecks } from './api-documents.ts'
import { apiProbeChecks } from './api-probes.ts'
import { apiRequirementChecks } from './api-requirements.ts'
import { browserAccessChecks } from './browser-access.ts'
import { capabilityChecks } from './capabilities.ts'
import { codeFlowChecks } from './code-flow.ts'
import type { DoctorCheck } from './doctor-check.ts'
import { documentCachingChecks } from './document-caching.ts'
import { issuerAddressChecks } from './issuer-address.ts'
import { keyCertificateChecks } from './key-certificates.ts'
import { keyMemberChecks } from './key-members.ts'
import { keySetChecks } from './key-set.ts'
import { metadataDocumentChecks } from './metadata-document.ts'
import { serverProbeChecks } from './server-probes.ts'
import { tokenBindingChecks } from './token-binding.ts'
import { tokenClaimChecks } from './token-claims.ts'
import { tokenFormChecks } from './token-form.ts'

/** Every check, by id. */
export const ALL_CHECKS: readonly DoctorCheck[] = [
  issuerAddressChecks,
  metadataDocumentChecks,
  codeFlowChecks,
  serverProbeChecks,
  browserAccessChecks,
  keySetChecks,
  documentCachingChecks,
  keyMemberChecks,
  keyCertificateChecks,
  tokenFormChecks,
  tokenClaimChecks,
  tokenBindingChecks,
  capabilityChecks,
  apiRequirementChecks,
  apiChallengeChecks,
  apiProbeChecks,
  apiDocumentChecks
]
  .flat()
  .toSorted((one, other) => one.id.localeCompare(other.id))
