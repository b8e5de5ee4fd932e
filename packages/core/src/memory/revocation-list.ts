/** A revocation in a shared list. Plain data: every process of every version reads it. */
export interface RevocationEntry {
  /** What is revoked. Holds an id of a token, a subject or a session, or the digest of a token. */
  readonly key: string
  /** Tokens issued later are not concerned, in seconds since 1970. Absent if all are. */
  readonly issuedUntil?: number | undefined
  /** When the entry has no more effect, in seconds since 1970. */
  readonly untilSeconds: number
}

/** A part of a shared list. */
export interface RevocationPage {
  /** The entries, oldest first. */
  readonly entries: readonly RevocationEntry[]
  /** The position after the last entry, for the next `read`. */
  readonly position: string
  /** Whether the list had no more entries than these. */
  readonly isComplete: boolean
}

/**
 * A list of revocations that several processes share: an append-only log with positions. Implement it over
 * any store that keeps an order; `storeContract` of `@portcullis/testing` has the tests for it.
 */
export interface RevocationList {
  /**
   * Appends an entry. Resolves when every later `read` of every process has it. Must settle within a deadline
   * of its own.
   *
   * @param entry The entry.
   */
  append(entry: RevocationEntry): Promise<void>
  /**
   * Reads what was appended after a position, as many entries as the list likes to return at a time. Without
   * a position, and if it does not know the position any more, it starts with the oldest entry. Entries that
   * have no more effect may be missing. Must settle within a deadline of its own.
   *
   * @param position The position of the page before.
   * @returns The next page.
   */
  read(position?: string): Promise<RevocationPage>
}
