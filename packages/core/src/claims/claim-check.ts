import type { ErrorCode } from '../errors/codes.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { ClaimPath } from '../json/claim-path.ts'

/** What a protected resource expects of the tokens of one issuer. */
export interface ClaimExpectations {
  /** Identifiers of this protected resource; one of them must be in `aud`. */
  readonly audiences: ReadonlySet<string>
  /** Clients whose tokens are accepted if they have no `aud` at all; undefined if `aud` is always required. */
  readonly clientIds: ReadonlySet<string> | undefined
  /** Whether a token for several audiences is refused. */
  readonly rejectMultipleAudiences: boolean
  /** How far the clocks of issuer and resource server may be apart, in seconds. */
  readonly clockToleranceSeconds: number
  /** Greatest age of a token, counted from `iat`, in seconds. */
  readonly maxTokenAgeSeconds: number | undefined
  /** Whether what looks like an ID token is accepted. */
  readonly dangerouslyAcceptIdTokens: boolean
  /** Claims that only ID tokens of this issuer have. */
  readonly idTokenMarkers: readonly ClaimPath[]
  /** Every access token of this issuer has one of these claims, and no ID token does; may be empty. */
  readonly accessTokenMarkers: readonly ClaimPath[]
  /** Claims that mark other kinds of token, except in the tokens of this issuer. */
  readonly applicationClaims: readonly string[]
  /** Claims that may hold the client id. */
  readonly clientIdClaims: readonly ClaimPath[]
  /** The members of `cnf` that this resource verifies; empty if it verifies none. */
  readonly confirmable: ReadonlySet<string>
  /** Claims that hold scopes. */
  readonly scopeClaims: readonly ClaimPath[]
}

/**
 * The parts of a token that checks read: members that are not null, without a prototype (see `ownMembers`).
 */
export interface TokenClaims {
  readonly unverifiedHeader: JoseHeader
  readonly unverifiedClaims: JsonObject
}

/** Why a claim is not as expected. */
export interface ClaimFailure {
  /** The reason code. */
  readonly code: ErrorCode
  /** The claim with the problem. */
  readonly claim: string
  /** What to change, and where. */
  readonly hint: string
}

/**
 * One check of one matter; returns undefined if the token passes. Pure: the clock is an argument, in seconds.
 */
export type ClaimCheck = (
  token: TokenClaims,
  expected: ClaimExpectations,
  now: number
) => ClaimFailure | undefined
