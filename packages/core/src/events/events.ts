import type { ErrorCode } from '../errors/codes.ts'

/** The name of the `node:diagnostics_channel` on which every event is published. */
export const EVENT_CHANNEL = 'portcullis'

/** Which of an issuer's two documents an event is about. */
export type DocumentKind = 'metadata' | 'jwks'

/** Why a document could not be had. */
export type FetchFailureReason =
  'url_refused' | 'network' | 'timeout' | 'redirect' | 'status' | 'too_large' | 'not_json' | 'closed'

/** How far a fetch had come. */
export type FetchPhase = 'request' | 'headers' | 'body'

/** A document of an authorization server is being fetched. */
export interface FetchStarted {
  readonly type: 'fetch_started'
  readonly issuer: string
  readonly document: DocumentKind
  readonly url: string
}

/** A document was fetched. */
export interface FetchSucceeded {
  readonly type: 'fetch_succeeded'
  readonly issuer: string
  readonly document: DocumentKind
  readonly url: string
  readonly milliseconds: number
  readonly bytes: number
}

/** A document could not be had. */
export interface FetchFailed {
  readonly type: 'fetch_failed'
  readonly issuer: string
  readonly document: DocumentKind
  readonly url: string
  readonly reason: FetchFailureReason
  readonly phase: FetchPhase
  readonly milliseconds: number
  readonly bytes: number
  /** HTTP status, where there was one. */
  readonly status?: number
}

/** A JWK Set with other keys took the place of the one before. */
export interface KeySetReplaced {
  readonly type: 'key_set_replaced'
  readonly issuer: string
  /** Key ids that came; a key without one is `''`. */
  readonly added: readonly string[]
  /** Key ids that left; tokens signed with them are refused from now on. */
  readonly removed: readonly string[]
}

/** A key of a JWK Set is not used; the others are (RFC 7517 section 5). */
export interface KeySkipped {
  readonly type: 'key_skipped'
  readonly issuer: string
  readonly kid: string
  /** What is wrong with it, in words. */
  readonly reason: string
}

/**
 * The issuer can't be reached and the life of its key set is over: the last good one serves on. Published
 * once per outage.
 */
export interface KeySetStale {
  readonly type: 'key_set_stale'
  readonly issuer: string
  readonly ageSeconds: number
  /** For how long it may still serve. */
  readonly remainingSeconds: number
}

/**
 * The issuer was unreachable for too long: requests with its tokens get a 503 until it comes back. Published
 * once per outage.
 */
export interface KeySetGaveUp {
  readonly type: 'key_set_gave_up'
  readonly issuer: string
  readonly ageSeconds: number
}

/** A token names a key that the issuer does not publish. */
export interface KeyIdUnknown {
  readonly type: 'key_id_unknown'
  readonly issuer: string
  /** As it stands in the token, which nobody vouches for. */
  readonly unverifiedKid: string
  /** Whether the key set is fetched again for it; floods are not worth a fetch each. */
  readonly refetch: boolean
}

/** A request was refused. */
export interface RequestRefused {
  readonly type: 'request_refused'
  readonly code: ErrorCode
  readonly status: number
  /** What to change, and where. */
  readonly hint: string | undefined
  /** The error or the facts behind the refusal. */
  readonly cause: unknown
}

/** Everything that is published. Told apart by `type`; new types may come in a minor version. */
export type PortcullisEvent =
  | FetchStarted
  | FetchSucceeded
  | FetchFailed
  | KeySetReplaced
  | KeySkipped
  | KeySetStale
  | KeySetGaveUp
  | KeyIdUnknown
  | RequestRefused
