import type { ErrorCode, Stage } from '../errors/codes.ts'

/** The name of the `node:diagnostics_channel` on which every event is published. */
export const EVENT_CHANNEL = 'portcullis'

/**
 * Which of an issuer's documents an event is about. `introspection` is the answer about one token (RFC 7662),
 * which no event names.
 */
export type DocumentKind = 'metadata' | 'jwks' | 'introspection'

/**
 * Why a document could not be fetched. `invalid`: it was fetched but cannot be used, such as metadata of
 * another issuer or a set without a usable key. The readiness says what is wrong with it.
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

/** How far a fetch got. */
export type FetchPhase = 'request' | 'headers' | 'body'

/** The fetch of a document of an authorization server started. */
export interface FetchStarted {
  /** Distinguishes it from other events. */
  readonly type: 'fetch_started'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Its URL. */
  readonly url: string
}

/** A document was fetched, and can be used. */
export interface FetchSucceeded {
  /** Distinguishes it from other events. */
  readonly type: 'fetch_succeeded'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Its URL. */
  readonly url: string
  /** Duration, until the end of the body. */
  readonly milliseconds: number
  /** Length of the body, after decompression. */
  readonly bytes: number
}

/** A document could not be fetched, or cannot be used. */
export interface FetchFailed {
  /** Distinguishes it from other events. */
  readonly type: 'fetch_failed'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Which of its documents. */
  readonly document: DocumentKind
  /** Its URL. */
  readonly url: string
  /** Why it failed. */
  readonly reason: FetchFailureReason
  /** How far it got. */
  readonly phase: FetchPhase
  /** How long it took until then. */
  readonly milliseconds: number
  /** How much of the body was read, after decompression. */
  readonly bytes: number
  /** HTTP status, if there was one. */
  readonly status?: number
  /** The server's `Retry-After`, in seconds, if there was one. */
  readonly retryAfterSeconds?: number
}

/** A JWK Set with other keys replaced the cached one. */
export interface KeySetReplaced {
  /** Distinguishes it from other events. */
  readonly type: 'key_set_replaced'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Key ids of the new keys, even if the id is an old one; a key without an id is `''`. */
  readonly added: readonly string[]
  /** Key ids of the removed keys; tokens that they signed are refused from now on. */
  readonly removed: readonly string[]
}

/** A key of a JWK Set is skipped; the other keys are used (RFC 7517 section 5). */
export interface KeySkipped {
  /** Distinguishes it from other events. */
  readonly type: 'key_skipped'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Its key id; `''` for none. */
  readonly kid: string
  /** What is wrong with it, in words. */
  readonly reason: string
}

/**
 * The issuer cannot be reached and its key set has expired: the cached keys stay in use. Published once per
 * outage.
 */
export interface KeySetStale {
  /** Distinguishes it from other events. */
  readonly type: 'key_set_stale'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Age of the set. */
  readonly ageSeconds: number
  /** How long it can still be used. */
  readonly remainingSeconds: number
}

/**
 * The issuer was unreachable for too long: requests with its tokens get 503 until it is reachable again.
 * Published once per outage.
 */
export interface KeySetExpired {
  /** Distinguishes it from other events. */
  readonly type: 'key_set_expired'
  /** The issuer, as configured. */
  readonly issuer: string
  /** Age of the set. */
  readonly ageSeconds: number
}

/** A token names a key that the issuer does not publish. */
export interface KeyIdUnknown {
  /** Distinguishes it from other events. */
  readonly type: 'key_id_unknown'
  /** The issuer, as configured. */
  readonly issuer: string
  /** The `kid` of the token, unverified. */
  readonly unverifiedKid: string
  /** Whether the key set is fetched again for it; a flood does not cause a fetch for each token. */
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

/** A verified message of an authorization server ended tokens: see `receiveLogoutTokens`. */
export interface LogoutReceived {
  /** Distinguishes it from other events. */
  readonly type: 'logout_received'
  /** The issuer that signed the message. */
  readonly issuer: string
  /** What happened there: a logout token, or an event of CAEP. */
  readonly event: 'logout' | 'session-revoked' | 'credential-change'
  /** Whether the tokens of a session ended, or those of a user. */
  readonly target: 'session' | 'subject'
}

/** A logout token or a security event was refused, without an effect. */
export interface LogoutRefused {
  /** Distinguishes it from other events. */
  readonly type: 'logout_refused'
  /** What arrived. */
  readonly source: 'logout_token' | 'security_event'
  /** The reason. */
  readonly code: ErrorCode
  /** Where the documentation explains the code, see `errorPage`. */
  readonly page: string
  /** HTTP status of the answer; after 503 the sender can try again. */
  readonly status: number
  /** What to change, and where. */
  readonly hint: string | undefined
  /** The error or the facts behind the refusal. */
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
  /** Where the documentation explains the code, see `errorPage`. */
  readonly page: string
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

/** Any published event. `type` distinguishes them; a minor version can add types. */
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
  | LogoutReceived
  | LogoutRefused
  | RequestAuthenticated
  | RequestRefused
