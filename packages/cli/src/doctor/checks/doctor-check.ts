import type { Facts } from '../../words/fill-in.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import type { DoctorProfile } from '../facts/doctor-settings.ts'
import { CATALOGUE, type CheckGroup } from './catalogue.ts'

/** The result of a check; `skip` means that the check could not be made, or is not needed. */
export type FindingStatus = 'pass' | 'warn' | 'fail' | 'skip'

/** Facts that the words can mention. Never a token, a claim value that identifies a person, or key material. */
export type FindingDetail = Facts

/** The result of one check. */
export interface Finding {
  readonly status: FindingStatus
  /** lower snake, stable, part of the JSON output; there are words for each */
  readonly reason: string
  /** facts that the words mention */
  readonly detail: FindingDetail
}

/** One check of the doctor: pure, over facts gathered before. */
export interface DoctorCheck {
  /** `X-01` to `X-51` and `Y-01` to `Y-10` */
  readonly id: string
  readonly group: CheckGroup
  readonly title: string
  readonly source: string
  /** every reason that this check can end with, except those of `skip` */
  readonly reasons: readonly string[]
  readonly run: (facts: DoctorFacts) => Finding
}

/** Why a check is skipped. */
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

// A symbol: a server can publish every name.
const MISSING: unique symbol = Symbol('missing')

/** Says that a check cannot be made, and why. */
export interface Missing {
  readonly [MISSING]: SkipReason
}

/** Says that a check cannot be made. */
export function missing(reason: SkipReason): Missing {
  return { [MISSING]: reason }
}

/** Returns whether something that a check needs is missing. */
export function isMissing(given: unknown): given is Missing {
  return typeof given === 'object' && given !== null && MISSING in given
}

/** Derives what a check needs from something that can be missing. */
export function derive<Given, Derived>(
  given: Given | Missing,
  from: (given: Given) => Derived | Missing
): Derived | Missing {
  return isMissing(given) ? given : from(given)
}

/**
 * What a rule found: facts to mention, or whether the rule applies. Facts that are only empty lists are
 * nothing.
 */
type Notice = FindingDetail | boolean | undefined

/** One rule of a check: if it finds something, the check ends with this status and reason. */
export interface Rule<Given> {
  readonly status: FindingStatus
  readonly reason: string
  readonly notice: (given: Given, facts: DoctorFacts) => Notice
}

/** Ends with a pass; without a function always, so it comes last. */
export function pass<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'pass', reason, notice }
}

/** Ends with a warning. */
export function warn<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'warn', reason, notice }
}

/** Ends with a failure. */
export function fail<Given>(reason: string, notice: Rule<Given>['notice'] = always): Rule<Given> {
  return { status: 'fail', reason, notice }
}

/** Ends with a failure in one profile, with a warning in all others. */
export function failIn<Given>(
  profile: DoctorProfile,
  reason: string,
  notice: Rule<Given>['notice'] = always
): readonly Rule<Given>[] {
  return [
    fail(reason, (given, facts) => facts.settings.profile === profile && notice(given, facts)),
    warn(reason, notice)
  ]
}

/** Ends without a verdict: no rule before found a problem, but something could not be examined. */
export function skip<Given>(reason: SkipReason, notice: Rule<Given>['notice']): Rule<Given> {
  return { status: 'skip', reason, notice }
}

/**
 * Creates a check.
 *
 * @param id row of the catalogue
 * @param given returns what the rules examine, or why there is nothing to examine
 * @param rules tried in order: the first that finds something decides. If none does, the check is `skip` with
 *   `not_needed`
 */
export function defineCheck<Given>(
  id: string,
  given: (facts: DoctorFacts) => Given | Missing,
  rules: readonly Rule<Given>[]
): DoctorCheck {
  const row = CATALOGUE[id]
  if (row === undefined) throw new Error(`the catalogue has no check ${id}`)
  const [group, title, source] = row
  const reasons = new Set(rules.filter(({ status }) => status !== 'skip').map(({ reason }) => reason))
  return { id, group, title, source, reasons: [...reasons], run: (facts) => run(given(facts), rules, facts) }
}

function run<Given>(given: Given | Missing, rules: readonly Rule<Given>[], facts: DoctorFacts): Finding {
  if (isMissing(given)) return { status: 'skip', reason: given[MISSING], detail: {} }
  for (const { status, reason, notice } of rules) {
    const detail = detailOf(notice(given, facts))
    if (detail !== undefined) return { status, reason, detail }
  }
  return { status: 'skip', reason: 'not_needed', detail: {} }
}

function detailOf(notice: Notice): FindingDetail | undefined {
  if (typeof notice === 'boolean') return notice ? {} : undefined
  const isNothing = notice !== undefined && Object.values(notice).every(isEmptyList)
  return isNothing ? undefined : notice
}

function isEmptyList(fact: unknown): boolean {
  return Array.isArray(fact) && fact.length === 0
}

function always(): boolean {
  return true
}
