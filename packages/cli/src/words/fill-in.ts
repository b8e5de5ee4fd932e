import { describeDuration } from '../terminal/describe-time.ts'
import { printable } from '../terminal/printable.ts'

/** Named facts for a text. Never a token, a claim value that identifies a person, or key material. */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g

/**
 * Fills the placeholders of a text. `{name}` is a fact; lists are joined by commas. `{name:duration}` writes
 * seconds in words, `{name:words}` replaces underscores, and `{count:key}` counts: "1 key" or "2 keys".
 * Control characters in a fact are replaced.
 */
export function fillIn(template: string, facts: Facts): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, format: string | undefined) =>
    printable(formatFact(facts[name], format))
  )
}

/** Returns the names of the facts that a text mentions. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? [])
}

function formatFact(fact: Facts[string] | undefined, format: string | undefined): string {
  const text = [fact ?? ''].flat().join(', ')
  if (format === undefined) return text
  if (format === 'duration') return describeDuration(Number(fact))
  return format === 'words' ? text.replaceAll('_', ' ') : `${text} ${format}${fact === 1 ? '' : 's'}`
}
