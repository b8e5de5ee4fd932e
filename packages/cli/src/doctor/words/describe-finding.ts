import { fillIn } from '../../words/fill-in.ts'
import type { Finding, SkipReason } from '../doctor-check.ts'
import { API_WORDS } from './api-words.ts'
import { CAPABILITY_WORDS } from './capability-words.ts'
import { FLOW_WORDS } from './flow-words.ts'
import { ISSUER_WORDS } from './issuer-words.ts'
import { KEY_WORDS } from './key-words.ts'
import type { CheckWords } from './phrase.ts'
import { SKIP_WORDS } from './skip-words.ts'
import { TOKEN_WORDS } from './token-words.ts'

/** A finding in words. */
export interface DescribedFinding {
  readonly message: string
  readonly hint: string | undefined
  readonly lines: readonly string[]
}

/** Words of every check, by id. */
export const WORDS: Readonly<Record<string, CheckWords>> = {
  ...ISSUER_WORDS,
  ...FLOW_WORDS,
  ...KEY_WORDS,
  ...TOKEN_WORDS,
  ...CAPABILITY_WORDS,
  ...API_WORDS
}

/** Says what a check found. A reason without words is said by its name: better than nothing. */
export function describeFinding(id: string, finding: Finding): DescribedFinding {
  if (isSkip(finding)) return { message: SKIP_WORDS[finding.reason], hint: undefined, lines: [] }
  const phrase = WORDS[id]?.[finding.reason]
  return {
    message: fillIn(phrase?.says ?? finding.reason, finding.detail),
    hint: phrase?.hint === undefined ? undefined : fillIn(phrase.hint, finding.detail),
    lines: phrase?.lines?.(finding.detail) ?? []
  }
}

function isSkip(finding: Finding): finding is Finding & { readonly reason: SkipReason } {
  return finding.status === 'skip' && finding.reason in SKIP_WORDS
}
