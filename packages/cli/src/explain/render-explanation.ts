import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import { hang, pad } from '../terminal/wrap-text.ts'
import type { ClaimRow } from './claim-rows.ts'
import type { ExplainedRefusal, Explanation, ShownToken, StageResult } from './explain-token.ts'
import type { Proposal } from './propose-settings.ts'
import { renderProof } from './render-proof.ts'
import { INTROSPECTED, PASSED } from './stages.ts'

const NO_SCOPES = 'no scope is required'
const STAGE_WIDTH = 13
const LABEL_WIDTH = 10
const OPTION_WIDTH = 13

/** Writes an explanation for people: stages, cause, remedy, next refusals, header, claims and scopes. */
export function renderExplanation(explanation: Explanation, layout: Layout): string {
  const { refusal, nextRefusals, stages, proof, isIntrospected } = explanation
  const isVerified = refusal === undefined || refusal.stage === 'guards'
  const claims = isIntrospected ? 'Answer of the authorization server' : 'Claims'
  const lines = [
    ...section(
      'Pipeline',
      stages.map((result) => renderStage(result, explanation, layout)),
      layout
    ),
    ...renderRefusal(refusal, layout),
    ...section(
      'After that is fixed',
      nextRefusals.map((next) => renderNext(next, layout)),
      layout
    ),
    ...section('DPoP proof', proof === undefined ? [] : renderProof(proof, layout), layout),
    ...renderToken(explanation, isVerified || isIntrospected ? claims : 'Claims (unverified)', layout),
    ...section('Scopes', renderScopes(explanation, layout), layout)
  ]
  return [
    `${layout.palette.strong('portcullis explain')}  ${verdictLine(explanation, layout)}`,
    ...lines
  ].join('\n')
}

/** Writes a decoded token for people, and the settings to check it against. */
export function renderProposal({ proposal, ...token }: Proposal, layout: Layout): string {
  const { columns, palette } = layout
  const { issuer, audiences, clientIds } = proposal
  const options = [
    ...(issuer === undefined ? [] : [['--issuer', issuer] as const]),
    ...audiences.map((audience) => ['--audience', audience] as const),
    ...clientIds.map((client) => ['--client-id', client] as const)
  ]
  const rows = options.map(([name, value]) => hang(`  ${pad(name, OPTION_WIDTH)}`, printable(value), columns))
  const advice =
    'Nothing is verified. If the issuer and the audience are those of your API, run the command again with:'
  const none =
    'The token names neither issuer nor audience. Pass the values of your API with --issuer and --audience.'
  return [
    `${palette.strong('portcullis explain')}  ${palette.doubtful('undecided')}: issuer or audience is not set`,
    '',
    hang('', rows.length === 0 ? none : advice, columns),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    ...renderToken(token, 'Claims (unverified)', layout)
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

function renderStage({ stage, verdict }: StageResult, explanation: Explanation, layout: Layout): string {
  const { good, bad, faint } = layout.palette
  const { refusal, scopes, isIntrospected } = explanation
  const marks = { pass: good('✔'), fail: bad('✖'), not_reached: faint('·') }
  const usual = (isIntrospected ? INTROSPECTED[stage] : undefined) ?? PASSED[stage]
  const passed = stage === 'guards' && scopes.required.length === 0 ? NO_SCOPES : usual
  const texts = { pass: passed, fail: refusal?.cause ?? '', not_reached: 'not reached' }
  const line = hang(`  ${marks[verdict]} ${pad(stage, STAGE_WIDTH)}`, texts[verdict], layout.columns)
  return verdict === 'not_reached' ? paintLines(line, faint) : line
}

function renderRefusal(
  refusal: ExplainedRefusal | undefined,
  { columns, palette }: Layout
): readonly string[] {
  if (refusal === undefined) return []
  const { hint, remedy, page } = refusal
  return [
    '',
    ...(hint === undefined ? [] : [hang(`  ${pad('Why', LABEL_WIDTH)}`, printable(hint), columns)]),
    paintLines(hang(`  ${pad('Remedy', LABEL_WIDTH)}`, remedy, columns), palette.code),
    `  ${pad('Docs', LABEL_WIDTH)}${page}`
  ]
}

function renderNext({ code, page, cause, remedy }: ExplainedRefusal, { columns, palette }: Layout): string {
  return [
    hang(`  ${palette.bad('✖')} `, `${code}: ${cause}`, columns),
    paintLines(hang('    → ', remedy, columns), palette.code),
    palette.faint(`    docs: ${page}`)
  ].join('\n')
}

function renderToken(
  { header, claims }: ShownToken,
  claimsHeading: string,
  layout: Layout
): readonly string[] {
  const names = [...header, ...claims].map(({ name }) => printable(name).length)
  const width = Math.min(24, Math.max(0, ...names)) + 2
  const write = (row: ClaimRow) => renderRow(row, width, layout)
  return [
    ...section('Header', header.map(write), layout),
    ...section(claimsHeading, claims.map(write), layout)
  ]
}

function renderRow({ name, value, masked }: ClaimRow, width: number, { columns, palette }: Layout): string {
  const label = `  ${pad(printable(name), width)}`
  return hang(label, masked ? palette.faint(printable(value)) : printable(value), columns)
}

function renderScopes({ scopes }: Explanation, { columns, palette }: Layout): readonly string[] {
  const { required, granted, missing } = scopes
  if (required.length === 0) return []
  const join = (list: readonly string[]) => printable(list.join(' '))
  const rows = {
    required: join(required),
    granted: granted.length === 0 ? 'none' : join(granted),
    missing: missing.length === 0 ? palette.good('nothing') : palette.bad(join(missing))
  }
  return Object.entries(rows).map(([label, text]) => hang(`  ${pad(label, LABEL_WIDTH)}`, text, columns))
}
