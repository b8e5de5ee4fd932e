import { describeDuration } from '../terminal/describe-time.ts'

/**
 * Named facts that a text may mention. Never a token, a claim value that identifies a person, or key
 * material.
 */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>

type Fact = Facts[string] | undefined

const FORMATS: Readonly<Record<string, (fact: Fact) => string>> = {
  duration: (fact) => describeDuration(Number(fact)),
  words: (fact) => serializeFact(fact).replaceAll('_', ' ')
}

/**
 * Writes a fact as text. Formats: `duration` (seconds in words), `words` (no underscores), and any noun,
 * which counts: `{count:key}` is "1 key" or "2 keys". Without a format a list is joined by commas.
 */
export function formatFact(fact: Fact, format: string | undefined): string {
  if (format === undefined) return serializeFact(fact)
  return FORMATS[format]?.(fact) ?? `${serializeFact(fact)} ${format}${fact === 1 ? '' : 's'}`
}

function serializeFact(fact: Fact): string {
  if (typeof fact === 'string' || typeof fact === 'number') return String(fact)
  return fact === undefined ? '' : fact.join(', ')
}
