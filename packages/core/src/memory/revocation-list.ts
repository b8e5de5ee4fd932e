/** A revocation in a shared list. Plain data: every process of every version reads it. */
export interface RevocationEntry {
  /** What is revoked. Holds an id of a token, a subject or a session, or the digest of a token. */
  readonly key: string
  /** Tokens issued later are not affected, in seconds since 1970. Absent if all are affected. */
  readonly issuedUntil?: number | undefined
  /** When the entry no longer has an effect, in seconds since 1970. */
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
   * Appends an entry. Resolves when every later `read` of every process has it. Must settle within its own
   * deadline.
   *
   * @param entry The entry.
   */
  append(entry: RevocationEntry): Promise<void>
  /**
   * Reads the entries appended after a position, as many as the list returns at a time. Without a position,
   * or with one that it no longer has, it starts with the oldest entry. Entries without any further effect
   * can be missing. Must settle within its own deadline.
   *
   * @param position The position of the previous page.
   * @returns The next page.
   */
  read(position?: string): Promise<RevocationPage>
}
