import type { CheckGroup } from './doctor-check.ts'
import type { ReportedFinding } from './reported-finding.ts'

/** The answer to "is this authorization server ready for a PKCE-protected API?" */
export type Verdict = 'ready' | 'ready_with_warnings' | 'not_ready'

const SERVER_GROUPS: ReadonlySet<CheckGroup> = new Set<CheckGroup>(['issuer', 'keys', 'capabilities'])

/** The verdict over all findings. */
export function verdictOf(findings: readonly ReportedFinding[]): Verdict {
  if (idsOf(findings, 'fail').length > 0) return 'not_ready'
  return idsOf(findings, 'warn').length > 0 ? 'ready_with_warnings' : 'ready'
}

/** The verdict in one line. Failures of the server are told apart from those of the token and the API. */
export function verdictLine(findings: readonly ReportedFinding[]): string {
  const failed = idsOf(findings, 'fail')
  const warned = idsOf(findings, 'warn')
  const serverFailed = idsOf(
    findings.filter(({ group }) => SERVER_GROUPS.has(group)),
    'fail'
  )
  const warnings =
    warned.length === 0 ? '' : `, with ${warned.length} warning${warned.length === 1 ? '' : 's'}`
  if (failed.length === 0) return `Ready for a PKCE-protected API: yes${warnings}.`
  if (serverFailed.length > 0) return `Ready for a PKCE-protected API: no. Mend ${enumerate(failed)}.`
  return `Ready for a PKCE-protected API: the server yes, but mend ${enumerate(failed)}.`
}

/** Exit code: 0 pass, 1 warnings in strict mode, 2 failures. */
export function exitCodeOf(verdict: Verdict, strict: boolean): 0 | 1 | 2 {
  if (verdict === 'not_ready') return 2
  return verdict === 'ready_with_warnings' && strict ? 1 : 0
}

function idsOf(findings: readonly ReportedFinding[], status: string): readonly string[] {
  return findings.filter((finding) => finding.status === status).map(({ id }) => id)
}

function enumerate(ids: readonly string[]): string {
  return ids.length <= 1 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`
}
