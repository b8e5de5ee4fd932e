import { printable } from '../../terminal/printable.ts'

const LABEL_WIDTH = 11
/** Characters after the label in 80 columns, and how many of them are before the difference. */
const WIDTH = 56
const BEFORE = 36

/** Writes two issuers below each other and marks the first difference; cuts long ones around it. */
export function comparisonLines(configured: string, published: string, at: number): readonly string[] {
  const isLong = Math.max(configured.length, published.length) > WIDTH
  const start = isLong ? Math.max(0, at - BEFORE) : 0
  const ellipsis = start > 0 ? '…' : ''
  const cut = (text: string) => `${ellipsis}${printable(text.slice(start, start + WIDTH))}`
  return [
    `${'configured'.padEnd(LABEL_WIDTH)}${cut(configured)}`,
    `${'published'.padEnd(LABEL_WIDTH)}${cut(published)}`,
    `${' '.repeat(LABEL_WIDTH + at - start + ellipsis.length)}^`
  ]
}
