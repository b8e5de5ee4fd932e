import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import { hang, pad } from '../terminal/wrap-text.ts'
import type { ExplainedRule } from './explain-proof.ts'

const RULE_WIDTH = 11

/** Writes the rules about a DPoP proof for people, one line each, and the reason below a rule that fails. */
export function renderProof(rules: readonly ExplainedRule[], layout: Layout): readonly string[] {
  const { columns, palette } = layout
  const unchecked = 'Not checked: whether the proof was used before, and whether its nonce is of the API.'
  return [
    ...rules.flatMap((rule) => renderRule(rule, layout)),
    paintLines(hang('  ', unchecked, columns), palette.faint)
  ]
}

function renderRule({ rule, verdict, says, hint, page }: ExplainedRule, layout: Layout): readonly string[] {
  const { columns, palette } = layout
  const { good, bad, faint, code } = palette
  const marks = { pass: good('✔'), fail: bad('✖'), not_reached: faint('·') }
  const text = verdict === 'not_reached' ? 'not reached' : says
  const line = hang(`  ${marks[verdict]} ${pad(rule, RULE_WIDTH)}`, text, columns)
  const indent = `    ${pad('', RULE_WIDTH)}`
  return [
    verdict === 'not_reached' ? paintLines(line, faint) : line,
    ...(hint === undefined ? [] : [paintLines(hang(`${indent}→ `, printable(hint), columns), code)]),
    ...(page === undefined ? [] : [faint(`${indent}docs: ${page}`)])
  ]
}
