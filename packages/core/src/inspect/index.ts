/**
 * The rules of core for tools that explain its verdicts, such as `portcullis doctor`. Unstable: names and
 * results can change in every version, so pin the version if you use them.
 *
 * @module
 */
export type { ClaimFailure } from '../claims/claim-check.ts'
export { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
export type { ErrorCode } from '../errors/codes.ts'
export { metadataUrls } from '../issuers/well-known.ts'
export { isJsonObject } from '../json/is-json-object.ts'
export type { JsonObject } from '../json/json-object.ts'
export { isAlgorithmName, type AlgorithmName } from '../jws/algorithms.ts'
export { ownMembers } from '../json/own-members.ts'
export { isSecretKey, supportsAlgorithm } from '../jws/jwk.ts'
export {
  inspectClaims,
  inspectScopes,
  type InspectedClaims,
  type InspectedClaimSettings
} from './inspect-claims.ts'
export { inspectSignature, skipReason } from './inspect-keys.ts'
export { optionsProblem } from './inspect-options.ts'
export { inspectProof, type InspectedRule, type ProofRule, type ProofToInspect } from './inspect-proof.ts'
export { inspectToken, type InspectedToken } from './inspect-token.ts'
export type { InspectedFailure } from './inspected-failure.ts'
export { LIMITS } from './limits.ts'
export type { BindingArgument, IssuerPattern, Product } from '../presets/define-preset.ts'
export { PRODUCTS } from '../presets/products.ts'
