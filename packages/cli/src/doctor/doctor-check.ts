import type { Facts } from '../words/format-fact.ts'
import type { DoctorFacts } from './facts/doctor-facts.ts'

/** What a check concludes; `skip` means that it could not or need not be made. */
export type FindingStatus = 'pass' | 'warn' | 'fail' | 'skip'

/** Facts that words may mention. Never a token, a claim value that identifies a person, or key material. */
export type FindingDetail = Facts

/** The outcome of one check: a status, a reason that words are found for, and the facts they mention. */
export interface Finding {
  readonly status: FindingStatus
  /** lower snake, stable, part of the JSON output */
  readonly reason: string
  readonly detail: FindingDetail
}

/** The part of the report that a check stands in. */
export type CheckGroup = 'issuer' | 'keys' | 'token' | 'capabilities' | 'api'

/** One check of the doctor: pure, over facts gathered before. */
export interface DoctorCheck {
  /** `X-01` to `X-51` and `Y-01` to `Y-10` */
  readonly id: string
  readonly group: CheckGroup
  /** at most 24 characters: it stands in a column */
  readonly title: string
  /** the standard that asks for it */
  readonly source: string
  /** every reason this check can give, those of `skip` apart; the words are tested against it */
  readonly reasons: readonly string[]
  readonly run: (facts: DoctorFacts) => Finding
}

/** Says that a check cannot be made, and why. */
export interface Missing {
  readonly missing: SkipReason
}

/** Why checks are skipped. */
export type SkipReason =
  | 'no_metadata'
  | 'no_keys'
  | 'no_token'
  | 'unreadable_token'
  | 'no_origin'
  | 'no_api'
  | 'no_api_answer'
  | 'needs_probe'
  | 'needs_client'
  | 'needs_audience'
  | 'needs_scopes'
  | 'needs_resource'
  | 'needs_token'
  | 'plain_http'
  | 'one_document'
  | 'no_endpoint'
  | 'no_endpoint_answer'
  | 'not_needed'
  | 'no_date'

/** What a rule noticed: facts to mention, or whether it applies at all. */
type Notice = FindingDetail | boolean | undefined

/** One line of a check: when it notices something, the check ends with this status and reason. */
export interface Rule<Given> {
  readonly status: FindingStatus
  readonly reason: string
  readonly notice: (given: Given, facts: DoctorFacts) => Notice
}

interface CheckRow<Given> {
  readonly id: string
  readonly group: CheckGroup
  readonly title: string
  readonly source: string
  /** picks what the rules look at, or says why there is nothing to look at */
  readonly given: (facts: DoctorFacts) => Given | Missing
  /** tried in order; the first that notices something decides */
  readonly rules: readonly Rule<Given>[]
}

/** Says that a check cannot be made. */
export function missing(reason: SkipReason): Missing {
  return { missing: reason }
}

/** A rule that ends with a pass; without a function it always applies, so it stands last. */
export function pass<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'pass', reason, notice }
}

/** A rule that ends with a warning. */
export function warn<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'warn', reason, notice }
}

/** A rule that ends with a failure. */
export function fail<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'fail', reason, notice }
}

/** A rule that ends without a verdict: nothing speaks against it, and something could not be looked at. */
export function skip<Given>(reason: SkipReason, notice: Rule<Given>['notice']): Rule<Given> {
  return { status: 'skip', reason, notice }
}

/** Makes a check from its rules; a check that runs out of rules is `skip` with `not_needed`. */
export function defineCheck<Given>(row: CheckRow<Given>): DoctorCheck {
  const { id, group, title, source } = row
  const verdicts = row.rules.filter(({ status }) => status !== 'skip')
  const reasons = [...new Set(verdicts.map((rule) => rule.reason))]
  return { id, group, title, source, reasons, run: (facts) => applyRules(row, facts) }
}

function applyRules<Given>(row: CheckRow<Given>, facts: DoctorFacts): Finding {
  const given = row.given(facts)
  if (isMissing(given)) return { status: 'skip', reason: given.missing, detail: {} }
  for (const { status, reason, notice } of row.rules) {
    const noticed = notice(given, facts)
    if (noticed !== undefined && noticed !== false)
      return { status, reason, detail: noticed === true ? {} : noticed }
  }
  return { status: 'skip', reason: 'not_needed', detail: {} }
}

function isMissing<Given>(given: Given | Missing): given is Missing {
  return typeof given === 'object' && given !== null && 'missing' in given
}

function always(): boolean {
  return true
}
