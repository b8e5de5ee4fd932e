import { printable } from '../../terminal/printable.ts'
import { fillIn } from '../../words/fill-in.ts'
import { splitPhrase, type CheckWords } from '../../words/phrase.ts'
import type { Finding, FindingDetail, SkipReason } from '../checks/doctor-check.ts'
import { API_WORDS } from './api-words.ts'
import { CAPABILITY_WORDS } from './capability-words.ts'
import { ISSUER_WORDS } from './issuer-words.ts'
import { KEY_WORDS } from './key-words.ts'
import { comparisonLines } from './comparison-lines.ts'
import { TOKEN_WORDS } from './token-words.ts'

/** Words of every check, by id. */
export const WORDS: CheckWords = {
  ...ISSUER_WORDS,
  ...KEY_WORDS,
  ...TOKEN_WORDS,
  ...CAPABILITY_WORDS,
  ...API_WORDS
}

const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  no_metadata: 'no metadata to check',
  no_keys: 'no keys to check',
  no_token: 'pass a sample token with --token',
  unreadable_token: 'the token cannot be read',
  no_origin: 'pass the origin of a browser app with --origin',
  no_api: 'pass a protected route with --api',
  no_api_answer: 'no answer of the API to check',
  needs_probe: 'sends invalid requests: allow with --probe',
  needs_client: 'needs --client-id and --redirect-uri',
  needs_audience: 'needs --audience',
  needs_scopes: 'name the scopes of the API with --scope',
  needs_resource: 'needs --resource',
  needs_token: 'needs --token',
  plain_http: 'only this machine, no TLS',
  one_document: 'only one document',
  no_endpoint: 'no such endpoint',
  no_endpoint_answer: 'no answer of the endpoint to check',
  not_needed: 'not needed',
  no_date: 'no answer with a date'
}

/** A finding in words. */
export interface DescribedFinding {
  readonly message: string
  readonly hint: string | undefined
  readonly lines: readonly string[]
}

/** Writes a finding in words. A reason without words is written by its name. */
export function describeFinding(id: string, finding: Finding): DescribedFinding {
  const { status, reason, detail } = finding
  if (status === 'skip') return { message: skipWords(reason), hint: undefined, lines: [] }
  const { says, hint } = splitPhrase(WORDS[id]?.[reason] ?? reason)
  return {
    message: fillIn(says, detail),
    hint: hint === undefined ? undefined : fillIn(hint, detail),
    lines: linesOf(detail)
  }
}

function skipWords(reason: string): string {
  return Object.entries(SKIP_WORDS).find(([name]) => name === reason)?.[1] ?? reason
}

// Two issuers to compare, or addresses.
function linesOf(detail: FindingDetail): readonly string[] {
  const { configured, published, at, urls, tried } = detail
  if (typeof configured === 'string' && typeof published === 'string')
    return comparisonLines(configured, published, Number(at))
  return [tried ?? urls ?? []].flat().map((line) => printable(String(line)))
}
