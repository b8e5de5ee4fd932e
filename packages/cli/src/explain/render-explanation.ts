import { hang, pad } from '../terminal/lay-out.ts'
import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/paint-lines.ts'
import type { Paint } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import type { ClaimRow } from './claim-rows.ts'
import type { ExplainedRefusal, Explanation, StageResult } from './explain-token.ts'
import type { Stage } from './stage.ts'

const PASSED: Readonly<Record<Stage, string>> = {
  credentials: 'one Bearer token',
  token: 'a signed JWT, header and claims readable',
  issuer: 'the configured one',
  algorithm: 'allowed',
  claims: 'type, times and audience as required',
  keys: 'fetched; the key of the token is among them',
  signature: 'verified',
  guards: 'every scope that was asked for'
}

const NO_SCOPES = 'no scope was asked for'

const STAGE_WIDTH = 13
const LABEL_WIDTH = 10

/**
 * Sets an explanation for reading: the stages, cause and remedy, what would be next, header, claims and
 * scopes.
 */
export function renderExplanation(explanation: Explanation, layout: Layout): string {
  const { palette } = layout
  const rows = [...explanation.header, ...explanation.claims]
  const nameWidth = Math.min(24, Math.max(0, ...rows.map(({ name }) => printable(name).length))) + 2
  return [
    `${palette.strong('portcullis explain')}  ${verdictLine(explanation, layout)}`,
    ...section(
      'Pipeline',
      explanation.stages.map((result) => renderStage(result, explanation, layout)),
      layout
    ),
    ...renderRefusal(explanation.refusal, layout),
    ...section(
      'Once that is mended',
      explanation.nextRefusals.map((refusal) => renderFurther(refusal, layout)),
      layout
    ),
    ...section(
      'Header',
      explanation.header.map((row) => renderRow(row, nameWidth, layout)),
      layout
    ),
    ...section(
      claimsHeading(explanation),
      explanation.claims.map((row) => renderRow(row, nameWidth, layout)),
      layout
    ),
    ...section('Scopes', renderScopes(explanation, layout), layout)
  ].join('\n')
}

function verdictLine({ verdict, refusal }: Explanation, { palette }: Layout): string {
  if (refusal === undefined) return palette.good('accepted')
  const paint = verdict === 'undecided' ? palette.doubtful : palette.bad
  return `${paint(verdict)}: ${refusal.code} (${refusal.status})`
}

function section(heading: string, lines: readonly string[], { palette }: Layout): readonly string[] {
  return lines.length === 0 ? [] : ['', palette.strong(heading), ...lines]
}

function renderStage(
  { stage, verdict }: StageResult,
  { refusal, scopes }: Explanation,
  layout: Layout
): string {
  const { good, bad, faint } = layout.palette
  const marks = { pass: good('✔'), fail: bad('✖'), not_reached: faint('·') }
  const passed = stage === 'guards' && scopes.required.length === 0 ? NO_SCOPES : PASSED[stage]
  const texts = { pass: passed, fail: refusal?.cause ?? '', not_reached: 'not reached' }
  const paint: Paint = verdict === 'not_reached' ? faint : (text) => text
  return paintLines(
    hang(`  ${marks[verdict]} ${pad(stage, STAGE_WIDTH)}`, texts[verdict], layout.columns),
    paint
  )
}

function renderRefusal(
  refusal: ExplainedRefusal | undefined,
  { columns, palette }: Layout
): readonly string[] {
  if (refusal === undefined) return []
  const { hint, remedy } = refusal
  return [
    '',
    ...(hint === undefined ? [] : [hang(`  ${pad('Why', LABEL_WIDTH)}`, printable(hint), columns)]),
    paintLines(hang(`  ${pad('Remedy', LABEL_WIDTH)}`, remedy, columns), palette.code)
  ]
}

function renderFurther({ code, cause, remedy }: ExplainedRefusal, { columns, palette }: Layout): string {
  return [
    hang(`  ${palette.bad('✖')} `, `${code}: ${cause}`, columns),
    paintLines(hang('    → ', remedy, columns), palette.code)
  ].join('\n')
}

function claimsHeading({ verdict, refusal }: Explanation): string {
  const isVerified = verdict === 'accepted' || refusal?.stage === 'guards'
  return isVerified ? 'Claims' : 'Claims (nobody vouches for them)'
}

function renderRow({ name, value, masked }: ClaimRow, width: number, { columns, palette }: Layout): string {
  const label = `  ${pad(printable(name), width)}`
  return hang(label, masked ? palette.faint(printable(value)) : printable(value), columns)
}

function renderScopes({ scopes }: Explanation, { columns, palette }: Layout): readonly string[] {
  const { required, granted, missing } = scopes
  if (required.length === 0) return []
  const lacks = missing.length === 0 ? palette.good('nothing') : palette.bad(printable(missing.join(' ')))
  return [
    hang(`  ${pad('required', LABEL_WIDTH)}`, printable(required.join(' ')), columns),
    hang(
      `  ${pad('granted', LABEL_WIDTH)}`,
      granted.length === 0 ? 'none' : printable(granted.join(' ')),
      columns
    ),
    hang(`  ${pad('missing', LABEL_WIDTH)}`, lacks, columns)
  ]
}
