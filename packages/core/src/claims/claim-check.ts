import type { ErrorCode } from '../errors/codes.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { ClaimPath } from '../json/claim-path.ts'

/** What a protected resource expects of a token of one issuer. */
export interface ClaimExpectations {
  /** Identifiers of this protected resource, one of which must be in `aud`. */
  readonly audiences: ReadonlySet<string>
  /**
   * Clients whose tokens are accepted where a token has no `aud` at all; undefined where `aud` is always
   * demanded.
   */
  readonly clientIds: ReadonlySet<string> | undefined
  /** Whether a token for several audiences is refused. */
  readonly rejectMultipleAudiences: boolean
  /** How far the clocks of issuer and resource server may be apart, in seconds. */
  readonly clockToleranceSeconds: number
  /** Greatest age of a token, counted from `iat`, in seconds. */
  readonly maxTokenAgeSeconds: number | undefined
  /** Whether what looks like an ID token is accepted. */
  readonly acceptIdTokens: boolean
  /** Claims that only ID tokens of this issuer have. */
  readonly idTokenMarkers: readonly ClaimPath[]
  /**
   * Claims of which every access token of this issuer has one, and no ID token any; none where it has no
   * such.
   */
  readonly accessTokenMarkers: readonly ClaimPath[]
  /** Where the client id is. */
  readonly clientIdClaims: readonly ClaimPath[]
  /** Where scopes are. */
  readonly scopeClaims: readonly ClaimPath[]
}

/** The parts of a token that checks look at. Whether they can be believed is for the caller to know. */
export interface TokenClaims {
  readonly unverifiedHeader: JoseHeader
  readonly unverifiedClaims: JsonObject
}

/** Why a claim is not as expected. */
export interface ClaimFailure {
  readonly code: ErrorCode
  /** The claim that it is about. */
  readonly claim: string
  /** What to change, and where. */
  readonly hint: string
}

/**
 * One check of one matter. Pure: the clock is an argument, in seconds.
 *
 * @returns The failure, or undefined where all is well.
 */
export type ClaimCheck = (
  token: TokenClaims,
  expected: ClaimExpectations,
  now: number
) => ClaimFailure | undefined
