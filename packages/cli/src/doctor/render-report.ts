import type { Layout } from '../terminal/layout.ts'
import { paintLines, type Palette } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import { breakLine, hang, pad, wrapText } from '../terminal/wrap-text.ts'
import type { Advice } from './advice/advise-options.ts'
import { GROUPS } from './checks/catalogue.ts'
import type { DoctorReport } from './diagnose.ts'
import type { ReportedFinding } from './reported-finding.ts'
import { exitCodeOf } from './verdict.ts'

const TITLE_WIDTH = 22
const TEXT_INDENT = ' '.repeat(10)
const QUIET_SKIPS = new Set(['not_needed', 'one_document', 'plain_http', 'no_date'])
const UNREACHABLE = new Set(['unreachable', 'insecure'])
const FEW_IDS = 4

type Findings = readonly ReportedFinding[]

/** Writes a report for people: groups, one line a check, hints below problems, and what to paste. */
export function renderReport(report: DoctorReport, layout: Layout): string {
  const title = `${layout.palette.strong('portcullis doctor')}  ${printable(report.issuer)}`
  const groups = isUnreachable(report) ? [renderUnreachable(report, layout)] : renderGroups(report, layout)
  const advice = report.advice === undefined ? [] : renderAdvice(report.advice, layout)
  return [title, ...groups.flatMap((lines) => ['', ...lines]), ...advice, '', verdict(report, layout)].join(
    '\n'
  )
}

function isUnreachable({ findings }: DoctorReport): boolean {
  return findings.some(({ id, reason }) => id === 'X-03' && UNREACHABLE.has(reason))
}

// Without an answer nearly every check is skipped, and one line says so.
function renderUnreachable({ findings }: DoctorReport, layout: Layout): readonly string[] {
  const made = findings.filter(({ status }) => status !== 'skip')
  const skipped = findings.length - made.length
  const line = hang('  · ', `not checked: the other ${skipped}, which need an answer`, layout.columns)
  return [...made.map((finding) => renderFinding(finding, layout)), layout.palette.faint(line)]
}

function renderGroups({ findings }: DoctorReport, layout: Layout): readonly (readonly string[])[] {
  return Object.entries(GROUPS).map(([group, heading]) => [
    layout.palette.strong(heading),
    ...renderGroup(
      findings.filter((finding) => finding.group === group),
      layout
    )
  ])
}

function renderGroup(findings: Findings, layout: Layout): readonly string[] {
  const made = findings.filter(({ status }) => status !== 'skip')
  return [...made.map((finding) => renderFinding(finding, layout)), ...renderSkips(findings, layout)]
}

/** Returns the mark of a finding: a colored symbol. */
export function markOf({ status }: ReportedFinding, { good, doubtful, bad, faint }: Palette): string {
  return { pass: good('✔'), warn: doubtful('▲'), fail: bad('✖'), skip: faint('·') }[status]
}

function renderFinding(finding: ReportedFinding, { columns, palette }: Layout): string {
  const { id, title, message, hint, page, lines } = finding
  const label = `  ${markOf(finding, palette)} ${palette.faint(id)}  ${pad(title, TITLE_WIDTH)}  `
  const shown = lines.flatMap((line) => breakLine(line, columns - TEXT_INDENT.length))
  return [
    hang(label, message, columns),
    ...shown.map((line) => `${TEXT_INDENT}${palette.faint(line)}`),
    ...(hint === undefined ? [] : [paintLines(hang(`${TEXT_INDENT}→ `, hint, columns), palette.code)]),
    ...(page === undefined ? [] : [palette.faint(`${TEXT_INDENT}docs: ${page}`)])
  ].join('\n')
}

function renderSkips(findings: Findings, { columns, palette }: Layout): readonly string[] {
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
  const { source, complaint, presetSource, audienceIsExample } = advice
  const example = audienceIsExample ? ', with the audience of your API' : ''
  const codes = [source, presetSource].map((code) => (code === undefined ? [] : renderCode(code, palette)))
  return [
    '',
    ...wrapText(`${palette.strong('Paste into the API')}${example}`, columns),
    ...(complaint === undefined ? [] : ['', ...wrapText(`No options: ${complaint}`, columns)]),
    ...(codes[0] ?? []),
    ...aboutPreset(advice).flatMap((text) => ['', ...wrapText(text, columns)]),
    ...(codes[1] ?? [])
  ]
}

function aboutPreset({ provider, presetSource, presetComplaint }: Advice): readonly string[] {
  if (provider === undefined) return []
  if (presetSource !== undefined)
    return [`${provider.name}: the preset also knows its roles, scopes and client ids.`]
  return [`${provider.name}: no preset call. ${presetComplaint ?? ''}.`]
}

function renderCode(options: string, palette: Palette): readonly string[] {
  const lines = `requireAuth(${options})`.split('\n')
  return ['', ...lines.map((line) => `  ${palette.code(printable(line))}`)]
}

function verdict(report: DoctorReport, { columns, palette }: Layout): string {
  const paint = { 0: palette.good, 1: palette.doubtful, 2: palette.bad }[exitCodeOf(report.verdict, true)]
  return paintLines(wrapText(report.summary, columns).join('\n'), paint)
}
