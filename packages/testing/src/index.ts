export { BAD_PROOF_KINDS } from './bound/bad-proof-kinds.ts'
export type { BadProofKind, BadProofRow } from './bound/bad-proof-kinds.ts'
export type { Binding } from './bound/binding.ts'
export { createClientCertificate } from './bound/create-client-certificate.ts'
export type { ClientCertificate } from './bound/create-client-certificate.ts'
export { createDpopClient } from './bound/create-dpop-client.ts'
export type { DpopClient, DpopClientOptions } from './bound/create-dpop-client.ts'
export type { ProofRequest } from './bound/proof-request.ts'
export { createTestClock } from './clock/create-test-clock.ts'
export type { TestClock } from './clock/create-test-clock.ts'
export { createTestIssuer } from './create-test-issuer.ts'
export type { FaultControl } from './faults/create-fault-control.ts'
export type {
  Fault,
  FaultKind,
  FaultLimit,
  FaultOf,
  FaultSettings,
  FaultTarget,
  Nothing
} from './faults/fault.ts'
export type { TestIntrospection } from './introspection/test-introspection.ts'
export { BAD_KEY_KINDS, createBadKey } from './keys/create-bad-key.ts'
export type { BadKeyKind } from './keys/create-bad-key.ts'
export type { RotationOptions } from './keys/create-key-ring.ts'
export { createSigningKey } from './keys/create-signing-key.ts'
export type { SigningKey } from './keys/create-signing-key.ts'
export type { PublicJwk } from './keys/public-jwk.ts'
export { SIGNING_ALGORITHMS } from './keys/signing-algorithm.ts'
export type { SigningAlgorithm } from './keys/signing-algorithm.ts'
export type { IssuerDocument, MetadataLocation } from './server/create-issuer-locations.ts'
export type { RequestLog } from './server/create-request-recorder.ts'
export type { TlsIdentity } from './server/create-self-signed-certificate.ts'
export type { ContractSubject } from './stores/contract-row.ts'
export { createTestStores } from './stores/create-test-stores.ts'
export type { StoreFault, TestStores } from './stores/create-test-stores.ts'
export type { SharedStores } from './stores/shared-stores.ts'
export { storeContract } from './stores/store-contract.ts'
export type { ContractTest } from './stores/store-contract.ts'
export type { TestIssuer, TestIssuerOptions } from './test-issuer.ts'
export { BAD_TOKEN_KINDS } from './tokens/bad-token-kinds.ts'
export type { BadTokenKind, BadTokenRow } from './tokens/bad-token-kinds.ts'
export type { RawToken, SigningChoice, TokenChange } from './tokens/create-token-mint.ts'
export type { TokenPart } from './tokens/sign-compact.ts'
