import { printable } from '../terminal/printable.ts'
import { formatFact, type Facts } from './format-fact.ts'

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g

/**
 * Fills the placeholders of a text: `{name}` stands for a fact, `{name:format}` for a formatted one. No value
 * can move the cursor.
 */
export function fillIn(template: string, facts: Facts): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, format: string | undefined) =>
    printable(formatFact(facts[name], format))
  )
}

/** The names a text asks for. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? [])
}
