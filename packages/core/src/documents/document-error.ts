import type { FetchFailed } from '../events/events.ts'

/** The facts of a failed fetch, as in its event. */
export type FetchFacts = Omit<FetchFailed, 'type' | 'issuer' | 'document'>

/**
 * A document could not be fetched. Names the URL, how far the fetch got and how long it took.
 */
export class DocumentError extends Error {
  /** Distinguishes this error from others in logs. */
  override readonly name = 'DocumentError'
  /** The facts. */
  readonly facts: FetchFacts

  /**
   * Creates the error, and its message from the facts.
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
