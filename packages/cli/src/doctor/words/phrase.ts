import { printable } from '../../terminal/printable.ts'
import type { FindingDetail } from '../doctor-check.ts'
import { formatFact } from './format-fact.ts'

/**
 * What is said about one reason. `{name}` stands for a fact of the finding, `{name:format}` for a formatted
 * one.
 */
export interface Phrase {
  readonly says: string
  /** what to do about it; none where nothing is to be done */
  readonly hint?: string
  /** lines to show as they are, below the text: a comparison, a list of addresses */
  readonly lines?: (detail: FindingDetail) => readonly string[]
}

/** Reason to phrase, for one check. */
export type CheckWords = Readonly<Record<string, Phrase>>

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g

/** Fills the placeholders of a phrase; lists are joined by commas, and no value can move the cursor. */
export function fillIn(template: string, detail: FindingDetail): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, format: string | undefined) =>
    printable(formatFact(detail[name], format))
  )
}

/** The names a template asks for. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? [])
}
