import type { FindingDetail } from '../doctor-check.ts'

/**
 * What is said about one reason. `{name}` stands for a fact of the finding, `{name:format}` for a formatted
 * one.
 */
interface Phrase {
  readonly says: string
  /** what to do about it; none where nothing is to be done */
  readonly hint?: string
  /** lines to show as they are, below the text: a comparison, a list of addresses */
  readonly lines?: (detail: FindingDetail) => readonly string[]
}

/** Reason to phrase, for one check. */
export type CheckWords = Readonly<Record<string, Phrase>>
