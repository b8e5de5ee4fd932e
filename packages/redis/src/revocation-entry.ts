/** A revocation in the shared list: what Portcullis core appends, and reads back. */
export interface RevocationEntry {
  /** What is revoked. Holds an id of a token, a subject or a session, never a token. */
  readonly key: string
  /** Tokens issued later are not affected, in seconds since 1970. */
  readonly issuedUntil?: number | undefined
  /** When the entry no longer has an effect, in seconds since 1970. */
  readonly untilSeconds: number
}
