import { ERROR_CODES, type ErrorCode, type ErrorRow, type OAuthError } from './codes.ts'

/**
 * Values that a challenge carries beside the error: RFC 6750 section 3 (`scope`), RFC 9470 section 3
 * (`acr_values`, `max_age`).
 */
export interface ChallengeParameters {
  /** Every scope token that the resource requires, not only the missing ones. */
  readonly scope?: readonly string[]
  /** Acceptable authentication context classes, preferred first. */
  readonly acrValues?: readonly string[]
  /** The greatest age of the user's authentication, in seconds. */
  readonly maxAgeSeconds?: number
}

/** What a refusal knows beside its code. */
export interface RefusalDetails {
  /** What to change, and where; for the developer, never for the client. */
  readonly hint?: string | undefined
  /**
   * The error or the facts behind the refusal. Never holds a token, a key or the value of a claim that could
   * be secret.
   */
  readonly cause?: unknown
  /** Parameters of the challenge. */
  readonly challenge?: ChallengeParameters | undefined
  /** For a 503: how long to wait before asking again. */
  readonly retryAfterSeconds?: number | undefined
}

/**
 * A request was refused, for a reason that the request or our surroundings are to blame for. `code` says why,
 * for programs and logs; `status`, `oauthError` and `description` are what the client is told
 * (`ProtectedResource.answer` makes the HTTP answer).
 *
 * It has no stack trace: a refusal is an ordinary outcome, its place in the code tells nothing, and capturing
 * one would make refusing dearer than accepting. The message is what the client may read, since error
 * handlers send it.
 */
export class ProtectedResourceError extends Error {
  /** Tells this error from others, in logs. */
  override readonly name = 'ProtectedResourceError'
  /** Stable reason code. */
  readonly code: ErrorCode
  /** HTTP status of the answer. */
  readonly status: ErrorRow['status']
  /** The OAuth error in the answer; undefined where no usable credentials were sent. */
  readonly oauthError: OAuthError | undefined
  /** The fixed public text in the answer. */
  readonly description: string | undefined
  /** What to change, and where; for the developer, never sent. */
  readonly hint: string | undefined
  /** Parameters of the challenge. */
  readonly challenge: ChallengeParameters | undefined
  /**
   * The header fields of the answer, without those of its body, where a protected resource has thrown the
   * refusal: frameworks take them from errors that a handler throws. Not enumerable.
   */
  declare readonly headers?: Readonly<Record<string, string>>
  /** For a 503: seconds after which a new attempt makes sense. */
  readonly retryAfterSeconds: number | undefined

  /**
   * Makes the refusal; status, OAuth error and description follow from the code.
   *
   * @param code The reason.
   * @param details What else is known about it.
   */
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    const row: ErrorRow = ERROR_CODES[code]
    // The limit is global, but nothing else runs between these lines. `Reflect.set` returns false where `Error` is frozen.
    const limit = Error.stackTraceLimit
    Reflect.set(Error, 'stackTraceLimit', 0)
    super(row.description ?? 'authentication is required')
    Reflect.set(Error, 'stackTraceLimit', limit)
    this.code = code
    this.status = row.status
    this.oauthError = row.oauthError
    this.description = row.description
    this.hint = details.hint
    this.cause = details.cause
    this.challenge = details.challenge
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}
