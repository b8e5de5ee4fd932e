import { breakLine, hang, pad, wrapText } from '../terminal/lay-out.ts'
import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/paint-lines.ts'
import type { Palette } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import type { Advice } from './advice/advise-options.ts'
import { GROUPS } from './checks/all-checks.ts'
import type { DoctorReport } from './diagnose.ts'
import type { ReportedFinding } from './reported-finding.ts'
import { exitCodeOf } from './verdict.ts'

const TITLE_WIDTH = 22
const TEXT_INDENT = ' '.repeat(10)
const QUIET_SKIPS = new Set(['not_needed', 'one_document', 'plain_http', 'no_date'])
const FEW_IDS = 4

/** Sets a report for reading: groups, one line a check, hints below what is not well, and what to paste. */
export function renderReport(report: DoctorReport, layout: Layout): string {
  const title = `${layout.palette.strong('portcullis doctor')}  ${printable(report.issuer)}`
  const groups = GROUPS.flatMap(({ group, heading }) => {
    const findings = report.findings.filter((finding) => finding.group === group)
    return ['', layout.palette.strong(heading), ...renderGroup(findings, layout)]
  })
  const advice = report.advice === undefined ? [] : renderAdvice(report.advice, layout)
  return [title, ...groups, ...advice, '', renderVerdict(report, layout)].join('\n')
}

function renderGroup(findings: readonly ReportedFinding[], layout: Layout): readonly string[] {
  const made = findings.filter(({ status }) => status !== 'skip')
  return [...made.map((finding) => renderFinding(finding, layout)), ...renderSkips(findings, layout)]
}

function markOf({ status }: ReportedFinding, { good, doubtful, bad, faint }: Palette): string {
  const marks = { pass: good('✔'), warn: doubtful('▲'), fail: bad('✖'), skip: faint('·') }
  return marks[status]
}

function renderFinding(finding: ReportedFinding, { columns, palette }: Layout): string {
  const { id, title, message, hint, lines } = finding
  const label = `  ${markOf(finding, palette)} ${palette.faint(id)}  ${pad(title, TITLE_WIDTH)}  `
  const shown = lines.flatMap((line) => breakLine(line, columns - TEXT_INDENT.length))
  return [
    hang(label, message, columns),
    ...shown.map((line) => `${TEXT_INDENT}${palette.faint(line)}`),
    ...(hint === undefined ? [] : [paintLines(hang(`${TEXT_INDENT}→ `, hint, columns), palette.code)])
  ].join('\n')
}

function renderSkips(findings: readonly ReportedFinding[], { columns, palette }: Layout): readonly string[] {
  const skipped = findings.filter(({ status, reason }) => status === 'skip' && !QUIET_SKIPS.has(reason))
  const messages = [...new Set(skipped.map(({ message }) => message))]
  return messages.map((message) => {
    const ids = skipped.filter((finding) => finding.message === message).map(({ id }) => id)
    return paintLines(hang('  · ', `not checked: ${shortenIds(ids)} (${message})`, columns), palette.faint)
  })
}

function shortenIds(ids: readonly string[]): string {
  if (ids.length <= FEW_IDS) return ids.join(', ')
  return `${ids[0] ?? ''} … ${ids.at(-1) ?? ''}, ${ids.length} checks`
}

function renderAdvice(advice: Advice, { columns, palette }: Layout): readonly string[] {
  const example = advice.audienceIsExample ? ' Replace the audience by that of your API.' : ''
  const preset =
    advice.presetSource === undefined ? [] : renderCode(`requireAuth(${advice.presetSource})`, palette)
  return [
    '',
    ...wrapText(`${palette.strong('Paste into the API')}${example}`, columns),
    ...renderCode(`requireAuth(${advice.source})`, palette),
    ...aboutPreset(advice).flatMap((text) => ['', ...wrapText(text, columns)]),
    ...preset
  ]
}

function aboutPreset({ provider, presetComplaint }: Advice): readonly string[] {
  if (provider === undefined) return []
  if (presetComplaint === undefined)
    return [`${provider.name}: the preset also knows its roles, scopes and client ids.`]
  return [`${provider.name}: the preset does not take this audience. ${presetComplaint}.`]
}

function renderCode(code: string, palette: Palette): readonly string[] {
  return ['', ...code.split('\n').map((line) => `  ${palette.code(printable(line))}`)]
}

function renderVerdict(report: DoctorReport, { columns, palette }: Layout): string {
  const paint = { 0: palette.good, 1: palette.doubtful, 2: palette.bad }[exitCodeOf(report.verdict, true)]
  return paintLines(wrapText(report.summary, columns).join('\n'), paint)
}
