import { adviseOptions, type Advice } from './advice/advise-options.ts'
import { ALL_CHECKS } from './checks/all-checks.ts'
import type { DoctorSettings } from './doctor-settings.ts'
import { gatherFacts } from './facts/gather-facts.ts'
import type { ReportedFinding } from './reported-finding.ts'
import { verdictLine, verdictOf, type Verdict } from './verdict.ts'
import { describeFinding } from './words/describe-finding.ts'

/** Everything the doctor has to say. It holds no token and no key material. */
export interface DoctorReport {
  /** issuer as it was given */
  readonly issuer: string
  /** profile whose expectations were applied */
  readonly profile: string
  /** whether the server is ready, for programs */
  readonly verdict: Verdict
  /** the verdict as one sentence */
  readonly summary: string
  /** one for each check, in the order of the groups; checks that were not made are there as `skip` */
  readonly findings: readonly ReportedFinding[]
  /** what to paste into the API; undefined while no metadata is found */
  readonly advice: Advice | undefined
}

/**
 * Examines an authorization server, and with `api` and `token` the API and a sample token. It sends GET
 * requests and preflights only, unless `probe` is set, and it never rejects over what a server answers: that
 * is a finding.
 *
 * @param settings what to look at
 * @param announce hears what begins, for people who wait
 */
export async function diagnose(
  settings: DoctorSettings,
  announce: (step: string) => void = () => undefined
): Promise<DoctorReport> {
  const facts = await gatherFacts(settings, announce)
  const findings = ALL_CHECKS.map(({ id, group, title, source, run }): ReportedFinding => {
    const finding = run(facts)
    return { id, group, title, source, ...finding, ...describeFinding(id, finding) }
  })
  const advice = facts.metadata.chosen === undefined ? undefined : adviseOptions(facts, indexById(findings))
  return {
    issuer: settings.issuer,
    profile: settings.profile ?? 'default',
    verdict: verdictOf(findings),
    summary: verdictLine(findings),
    findings,
    advice
  }
}

function indexById(findings: readonly ReportedFinding[]): ReadonlyMap<string, ReportedFinding> {
  return new Map(findings.map((finding) => [finding.id, finding]))
}
