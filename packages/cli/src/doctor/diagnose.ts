import { errorPage } from '@portcullis/core'
import { adviseOptions, type Advice } from './advice/advise-options.ts'
import { ALL_CHECKS } from './checks/all-checks.ts'
import type { DoctorSettings } from './facts/doctor-settings.ts'
import { gatherFacts } from './facts/gather-facts.ts'
import type { ReportedFinding } from './reported-finding.ts'
import { verdictLine, verdictOf, type Verdict } from './verdict.ts'
import { describeFinding } from './words/describe-finding.ts'
import { refusalCodeOf } from './words/refusal-codes.ts'

/** Everything that the doctor found. It holds no token and no key material. */
export interface DoctorReport {
  /** issuer as passed */
  readonly issuer: string
  /** profile whose expectations were applied */
  readonly profile: string
  /** whether the server is ready, for programs */
  readonly verdict: Verdict
  /** the verdict as one sentence */
  readonly summary: string
  /** one for each check, by group and id; checks that were not made are `skip` */
  readonly findings: readonly ReportedFinding[]
  /** options to paste into the API; undefined if no metadata is found */
  readonly advice: Advice | undefined
}

/**
 * Examines an authorization server, and with `api` and `token` the API and a sample token. Sends only GET
 * requests and preflights, unless `probe` is set. Never rejects because of a server's answer: that is a
 * finding.
 *
 * @example
 *
 * ```ts
 * import { diagnose } from '@portcullis/cli'
 *
 * const isReady = async (issuer: string) => {
 *   const { verdict } = await diagnose({ issuer })
 *   return verdict !== 'not_ready'
 * }
 * ```
 *
 * @param settings what to examine
 * @param announce called with the name of each step, for people who wait
 */
export async function diagnose(
  settings: DoctorSettings,
  announce: (step: string) => void = () => undefined
): Promise<DoctorReport> {
  const facts = await gatherFacts(settings, announce)
  const findings = ALL_CHECKS.map(({ id, group, title, source, run }): ReportedFinding => {
    const finding = run(facts)
    const code = refusalCodeOf(id, finding.reason)
    const page = code && errorPage(code)
    return { id, group, title, source, ...finding, ...describeFinding(id, finding), code, page }
  })
  const byId = new Map<string, ReportedFinding>(findings.map((finding) => [finding.id, finding]))
  return {
    issuer: settings.issuer,
    profile: settings.profile ?? 'default',
    verdict: verdictOf(findings),
    summary: verdictLine(findings),
    findings,
    advice: facts.metadata.chosen === undefined ? undefined : adviseOptions(facts, byId)
  }
}
