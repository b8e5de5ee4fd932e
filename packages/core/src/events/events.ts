import type { ErrorCode, Stage } from '../errors/codes.ts'

/** The name of the `node:diagnostics_channel` on which every event is published. */
export const EVENT_CHANNEL = 'portcullis'

/**
 * Which of an issuer's documents an event is about. `introspection` is the answer about one token (RFC 7662),
 * which no event names.
 */
export type DocumentKind = 'metadata' | 'jwks' | 'introspection'

/**
 * Why a document could not be had; or, where it is `invalid`, can't be used: metadata of another issuer, a
 * set without a usable key. The readiness tells what is wrong with it.
 */
export type FetchFailureReason =
  | 'url_refused'
  | 'network'
  | 'timeout'
  | 'redirect'
  | 'status'
  | 'too_large'
  | 'not_json'
  | 'invalid'
  | 'closed'

/** How far a fetch had come. */
export type FetchPhase = 'request' | 'headers' | 'body'

/** A document of an authorization server is being fetched. */
export interface FetchStarted {
  /** Tells it from other events. */
  readonly type: 'fetch_started'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Where it is. */
  readonly url: string
}

/** A document was fetched, and can be used. */
export interface FetchSucceeded {
  /** Tells it from other events. */
  readonly type: 'fetch_succeeded'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Where it is. */
  readonly url: string
  /** From the beginning to the end of the body. */
  readonly milliseconds: number
  /** Length of the body, after decompression. */
  readonly bytes: number
}

/** A document could not be had, or can't be used. */
export interface FetchFailed {
  /** Tells it from other events. */
  readonly type: 'fetch_failed'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Where it is. */
  readonly url: string
  /** Why it could not be had. */
  readonly reason: FetchFailureReason
  /** How far it came. */
  readonly phase: FetchPhase
  /** How long it took until then. */
  readonly milliseconds: number
  /** How much of the body was read, after decompression. */
  readonly bytes: number
  /** HTTP status, where there was one. */
  readonly status?: number
  /** The server's `Retry-After`, in seconds, where there was one. */
  readonly retryAfterSeconds?: number
}

/** A JWK Set with other keys took the place of the one before. */
export interface KeySetReplaced {
  /** Tells it from other events. */
  readonly type: 'key_set_replaced'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Key ids of the keys that came, be it under an old id; a key without one is `''`. */
  readonly added: readonly string[]
  /** Key ids of the keys that left; tokens signed with those are refused from now on. */
  readonly removed: readonly string[]
}

/** A key of a JWK Set is not used; the others are, if there are any (RFC 7517 section 5). */
export interface KeySkipped {
  /** Tells it from other events. */
  readonly type: 'key_skipped'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Its key id; `''` for none. */
  readonly kid: string
  /** What is wrong with it, in words. */
  readonly reason: string
}

/**
 * The issuer can't be reached and the life of its key set is over: the last good one serves on. Published
 * once per outage.
 */
export interface KeySetStale {
  /** Tells it from other events. */
  readonly type: 'key_set_stale'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Age of the set. */
  readonly ageSeconds: number
  /** For how long it may still serve. */
  readonly remainingSeconds: number
}

/**
 * The issuer was unreachable for too long: requests with its tokens get a 503 until it comes back. Published
 * once per outage.
 */
export interface KeySetExpired {
  /** Tells it from other events. */
  readonly type: 'key_set_expired'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Age of the set. */
  readonly ageSeconds: number
}

/** A token names a key that the issuer does not publish. */
export interface KeyIdUnknown {
  /** Tells it from other events. */
  readonly type: 'key_id_unknown'
  /** The issuer, as configured. */
  readonly issuer: string
  /** As it stands in the token, which nobody vouches for. */
  readonly unverifiedKid: string
  /** Whether the key set is fetched again for it; floods are not worth a fetch each. */
  readonly refetch: boolean
}

/**
 * The shared list of revocations cannot be read. Portcullis tries again; published once per outage. See
 * `RevocationOptions` for what happens to requests.
 */
export interface RevocationsUnreadable {
  /** Distinguishes it from other events. */
  readonly type: 'revocations_unreadable'
  /** Seconds since the list was last read; undefined before the first time. */
  readonly lagSeconds: number | undefined
  /** What the list threw. */
  readonly cause: unknown
}

/** A request was authenticated: its token is valid. A guard can still refuse it. */
export interface RequestAuthenticated {
  /** Distinguishes it from other events. */
  readonly type: 'request_authenticated'
  /** Method of the request, if the host has it. */
  readonly method: string | undefined
  /** Path of the request as sent, without the query, if the host has it. */
  readonly path: string | undefined
  /** The issuer of the token. */
  readonly issuer: string
  /** The client that the token was issued to; `''` if the token does not have one. */
  readonly clientId: string
  /** How long the decision took. */
  readonly milliseconds: number
}

/** A request was refused. */
export interface RequestRefused {
  /** Distinguishes it from other events. */
  readonly type: 'request_refused'
  /** Method of the request, if the host has it. */
  readonly method: string | undefined
  /** Path of the request as sent, without the query, if the host has it. */
  readonly path: string | undefined
  /** The reason. */
  readonly code: ErrorCode
  /** The stage of the request pipeline, see `ERROR_CODES`. */
  readonly stage: Stage
  /** HTTP status of the answer. */
  readonly status: number
  /** What to change, and where. */
  readonly hint: string | undefined
  /** The error or the facts behind the refusal. */
  readonly cause: unknown
  /** The issuer of the token; undefined unless the token was verified. */
  readonly issuer: string | undefined
  /** The client that the token was issued to; undefined unless the token was verified. */
  readonly clientId: string | undefined
  /** How long the decision took; for a guard, the guard alone. */
  readonly milliseconds: number
}

/** Everything that is published. `type` distinguishes them; new types may come in a minor version. */
export type PortcullisEvent =
  | FetchStarted
  | FetchSucceeded
  | FetchFailed
  | KeySetReplaced
  | KeySkipped
  | KeySetStale
  | KeySetExpired
  | KeyIdUnknown
  | RevocationsUnreadable
  | RequestAuthenticated
  | RequestRefused
