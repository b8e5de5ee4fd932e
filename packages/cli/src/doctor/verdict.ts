import type { CheckGroup } from './checks/catalogue.ts'
import type { ReportedFinding } from './reported-finding.ts'

/** The answer to "is this authorization server ready for a PKCE-protected API?" */
export type Verdict = 'ready' | 'ready_with_warnings' | 'not_ready'

const SERVER_GROUPS: ReadonlySet<CheckGroup> = new Set<CheckGroup>(['issuer', 'keys', 'capabilities'])

/** Returns the verdict over all findings. */
export function verdictOf(findings: readonly ReportedFinding[]): Verdict {
  if (findings.some(({ status }) => status === 'fail')) return 'not_ready'
  return findings.some(({ status }) => status === 'warn') ? 'ready_with_warnings' : 'ready'
}

/** Returns the verdict in one line. Distinguishes failures of the server from those of the token and the API. */
export function verdictLine(findings: readonly ReportedFinding[]): string {
  const failed = findings.filter(({ status }) => status === 'fail')
  const warned = findings.filter(({ status }) => status === 'warn').length
  const ids = enumerate(failed.map(({ id }) => id))
  if (failed.length === 0) {
    const warnings = warned === 0 ? '' : `, with ${warned} warning${warned === 1 ? '' : 's'}`
    return `Ready for a PKCE-protected API: yes${warnings}.`
  }
  return failed.some(({ group }) => SERVER_GROUPS.has(group))
    ? `Ready for a PKCE-protected API: no. Fix ${ids}.`
    : `Ready for a PKCE-protected API: the server is ready, but fix ${ids}.`
}

/** Returns the exit code: 0 pass, 1 warnings in strict mode, 2 failures. */
export function exitCodeOf(verdict: Verdict, strict: boolean): 0 | 1 | 2 {
  if (verdict === 'not_ready') return 2
  return verdict === 'ready_with_warnings' && strict ? 1 : 0
}

function enumerate(ids: readonly string[]): string {
  return ids.length <= 1 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`
}
