import type { FetchFailed } from '../events/events.ts'

/** The facts of a failed fetch: those that its event tells. */
export type FetchFacts = Omit<FetchFailed, 'type' | 'issuer' | 'document'>

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
