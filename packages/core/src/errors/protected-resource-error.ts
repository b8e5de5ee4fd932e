import { BRAND, brandOf } from './brand.ts'
import { ERROR_CODES, type ErrorCode, type ErrorRow, type OAuthError } from './codes.ts'
import { errorPage } from './error-page.ts'
import { ownMembersOf } from './own-members.ts'
import type { Scheme } from './scheme.ts'

/**
 * Parameters of a challenge in addition to the error: RFC 6750 section 3 (`scope`), RFC 9470 section 3
 * (`acr_values`, `max_age`).
 */
export interface ChallengeParameters {
  /** Every scope token that the resource requires, not only the missing ones. */
  readonly scope?: readonly string[]
  /** Acceptable authentication context classes, preferred first. */
  readonly acrValues?: readonly string[]
  /** The greatest age of the user's authentication, in seconds. */
  readonly maxAgeSeconds?: number
  /** The scheme of the request; by default `'Bearer'`. Its challenge gets the error (RFC 9449 section 7.2). */
  readonly scheme?: Scheme
  /** A nonce for the next proof, sent as `DPoP-Nonce` (RFC 9449 section 9). */
  readonly dpopNonce?: string
}

/** The details of a refusal in addition to its code. */
export interface RefusalDetails {
  /** What to change, and where; for the developer, never for the client. */
  readonly hint?: string | undefined
  /** The error or the facts behind the refusal. Never contains a token, a key or a claim value. */
  readonly cause?: unknown
  /** Parameters of the challenge. */
  readonly challenge?: ChallengeParameters | undefined
  /** For a 503: seconds to wait before the next attempt. */
  readonly retryAfterSeconds?: number | undefined
}

/**
 * A refused request, because of the request itself or of a server-side failure. `code` is the reason, for
 * programs and logs; `status`, `oauthError` and `description` are for the client (`ProtectedResource.answer`
 * creates the HTTP answer).
 *
 * It has no stack trace: a refusal is an ordinary outcome, and capturing the trace would make refusing more
 * expensive than accepting. The message is public text, since error handlers send it.
 */
export class ProtectedResourceError extends Error {
  static {
    Object.defineProperty(this.prototype, BRAND, { value: 'ProtectedResourceError' })
  }

  /** Distinguishes this error from others in logs. */
  override readonly name = 'ProtectedResourceError'
  /** Stable reason code. */
  readonly code: ErrorCode
  /** HTTP status of the answer. */
  readonly status: ErrorRow['status']
  /** The OAuth error in the answer; undefined if the request had no usable credentials. */
  readonly oauthError: OAuthError | undefined
  /** The fixed public text in the answer. */
  readonly description: string | undefined
  /** What to change, and where; for the developer, never sent. */
  readonly hint: string | undefined
  /** Parameters of the challenge. */
  readonly challenge: ChallengeParameters | undefined
  /**
   * The headers of the answer, except those of its body, if a protected resource threw the refusal:
   * frameworks take them from errors that a handler throws. Not enumerable.
   */
  declare readonly headers?: Readonly<Record<string, string | string[]>>
  /** For a 503: seconds until the client should try again. */
  readonly retryAfterSeconds: number | undefined

  /** Status, OAuth error and description follow from the code. */
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    // Own members only: what another library left on Object.prototype must not reach an answer.
    const row = ownMembersOf<ErrorRow>(ERROR_CODES[code])
    const { hint, cause, challenge, retryAfterSeconds } = ownMembersOf(details)
    // The limit is global, but nothing else runs between these lines. `Reflect.set` returns false if `Error` is frozen.
    const limit = Error.stackTraceLimit
    Reflect.set(Error, 'stackTraceLimit', 0)
    super(row.description ?? 'authentication is required')
    Reflect.set(Error, 'stackTraceLimit', limit)
    this.code = code
    this.status = row.status
    this.oauthError = row.oauthError
    this.description = row.description
    this.hint = hint
    this.cause = cause
    this.challenge = challenge
    this.retryAfterSeconds = retryAfterSeconds
  }

  /** Where the documentation explains the code, see `errorPage`; for the developer, never sent. */
  get page(): string {
    return errorPage(this.code)
  }
}

/**
 * Returns whether an error is a `ProtectedResourceError`, also of another copy or version of this package,
 * for which `instanceof` returns false.
 *
 * @example
 *
 * ```ts
 * import {
 *   createProtectedResource,
 *   isProtectedResourceError,
 *   type ResourceRequest
 * } from '@portcullis/core'
 *
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 *
 * async function statusOf(request: ResourceRequest): Promise<number> {
 *   try {
 *     await api.authenticate(request)
 *     return 200
 *   } catch (error) {
 *     if (!isProtectedResourceError(error)) throw error
 *     return error.status
 *   }
 * }
 * ```
 */
export function isProtectedResourceError(error: unknown): error is ProtectedResourceError {
  return brandOf(error) === 'ProtectedResourceError'
}
