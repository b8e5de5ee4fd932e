export { ALGORITHM_NAMES, type AlgorithmName } from './jws/algorithms.ts'
export type { IssuerReadiness, Readiness, ReadinessStatus } from './issuers/readiness.ts'
export type { Admission, AdmissionOptions } from './adapter/admission.ts'
export type { Answer, AnswerHeaders } from './challenge/answer.ts'
export type { ClaimPath } from './json/claim-path.ts'
export type {
  ClaimsSchema,
  SchemaFailure,
  SchemaIssue,
  SchemaPathSegment,
  SchemaResult,
  SchemaSuccess,
  SchemaTypes
} from './claims/claims-schema.ts'
export type { ProfileName } from './claims/profiles.ts'
export {
  clientCertificateHeader,
  type CertificateFormat,
  type CertificateHeader
} from './confirmation/certificate-header.ts'
export type { Confirmation } from './confirmation/confirmation.ts'
export type { DpopOptions, MutualTlsOptions, NonceOptions } from './options/sender-constraint-options.ts'
export type { Clock } from './clock/clock.ts'
export { systemClock } from './clock/system-clock.ts'
export type { AccessTokenClaims } from './context/access-token-claims.ts'
export type { AuthContext, MachineRule } from './context/auth-context.ts'
export type { CreateClientAssertion, IntrospectionOptions } from './introspection/introspection-options.ts'
export type { IntrospectionStore } from './memory/introspection-store.ts'
export type { RevocationEntry, RevocationList, RevocationPage } from './memory/revocation-list.ts'
export type { Revocation } from './memory/revocation.ts'
export type { RevocationOptions } from './memory/revocation-options.ts'
export type { RevocationsReadiness } from './memory/shared-revocations.ts'
export type { Store } from './memory/store.ts'
export type { TokenLocation } from './credentials/credentials.ts'
export { DocumentError, type FetchFacts } from './documents/document-error.ts'
export type { Fetch, FetchInit, FetchResponse } from './documents/fetch-document.ts'
export type {
  ByteReader,
  ByteStream,
  NextBytes,
  NoMoreBytes,
  ResponseBody
} from './documents/read-bounded-text.ts'
export type { ResponseHeaders } from './documents/response-life.ts'
export { ERROR_CODES, type ErrorCode, type ErrorRow, type OAuthError, type Stage } from './errors/codes.ts'
export { errorPage } from './errors/error-page.ts'
export { ConfigurationError, isConfigurationError } from './errors/configuration-error.ts'
export type { Hints } from './errors/hints.ts'
export {
  isProtectedResourceError,
  ProtectedResourceError,
  type ChallengeParameters,
  type RefusalDetails
} from './errors/protected-resource-error.ts'
export type { Scheme } from './errors/scheme.ts'
export {
  EVENT_CHANNEL,
  type DocumentKind,
  type FetchFailed,
  type FetchFailureReason,
  type FetchPhase,
  type FetchStarted,
  type FetchSucceeded,
  type KeyIdUnknown,
  type KeySetExpired,
  type KeySetReplaced,
  type KeySetStale,
  type KeySkipped,
  type LogoutReceived,
  type LogoutRefused,
  type PortcullisEvent,
  type RequestAuthenticated,
  type RequestRefused,
  type RevocationsUnreadable
} from './events/events.ts'
export { logRefusals, type RefusalLogger } from './events/log-refusals.ts'
export {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes,
  requireSenderConstrained,
  type AuthenticationRequirement
} from './guards/create-guards.ts'
export type {
  AllOfGuard,
  AnyOfGuard,
  AnyScopeGuard,
  AuthenticationGuard,
  ClaimGuard,
  ClaimTest,
  Guard,
  PermissionsGuard,
  RolesGuard,
  HasGuard,
  ScopesGuard,
  SenderConstrainedGuard
} from './guards/guard.ts'
export { requiredScopes } from './guards/guard.ts'
export type { KeyOptions } from './keys/key-options.ts'
export { asTokenVerifier, type TokenVerifier, type TokenVerifierErrors } from './mcp/as-token-verifier.ts'
export type { AuthInfo } from './mcp/auth-info.ts'
export { environmentOptions } from './options/environment-options.ts'
export type { Environment } from './options/resolve-options.ts'
export type { MetadataOptions } from './options/metadata-options.ts'
export type {
  AudienceOption,
  IssuerOptions,
  IssuerResolver,
  IssuerSpecificOptions,
  JwkSetOption,
  ProtectedResourceOptions
} from './options/protected-resource-options.ts'
export {
  createProtectedResource,
  type AuthorizeDetails,
  type ProtectedResource
} from './protected-resource.ts'
export { fromNodeRequest } from './request/from-node-request.ts'
export type {
  FetchRequest,
  FetchHeaders,
  NodeRequest,
  ResourceHeaders,
  ResourceRequest
} from './request/resource-request.ts'
export type { SignatureThread } from './jws/verification-key.ts'
export type { EventMessage, ReceiveMessage } from './logout/event-message.ts'
export type {
  LogoutTokenOptions,
  ReceiverOptions,
  SecurityEventName,
  SecurityEventOptions
} from './logout/receiver-options.ts'
export type { JsonObject } from './json/json-object.ts'
export type { JoseHeader } from './jws/unverified-token.ts'
