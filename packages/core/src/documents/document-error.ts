import type { FetchFailureReason, FetchPhase } from '../events/events.ts'

/** The facts of a failed fetch. */
export interface FetchFacts {
  /** What was fetched. */
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
  /** The server's `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number
}

/**
 * A document could not be had. Says which URL, how far it came and how long it took, so that nobody has to
 * guess.
 */
export class DocumentError extends Error {
  /** Tells this error from others, in logs. */
  override readonly name = 'DocumentError'
  /** The facts. */
  readonly facts: FetchFacts

  /**
   * Makes the error, and its message of the facts.
   *
   * @param facts The facts.
   * @param cause What the runtime threw, if anything.
   */
  constructor(facts: FetchFacts, cause?: unknown) {
    const status = facts.status === undefined ? '' : ` ${facts.status}`
    super(
      `${facts.reason}${status} at ${facts.url} (${facts.phase}, ${Math.round(facts.milliseconds)} ms, ${facts.bytes} bytes)`,
      {
        cause
      }
    )
    this.facts = facts
  }
}
