import { printable } from '../../terminal/printable.ts'
import type { FindingDetail } from '../doctor-check.ts'

const LABELS = { configured: 'you gave   ', published: 'published  ' }
/** Characters shown before and after the difference: with the label, they fit into 80 columns. */
const BEFORE = 36
const AFTER = 16

/**
 * Two issuers below each other, with a mark under the first character that differs; long ones are cut around
 * it.
 */
export function comparisonLines({ configured, published, at }: FindingDetail): readonly string[] {
  const place = Number(at)
  const start = Math.max(0, place - BEFORE)
  const cut = (text: string) => {
    const shown = printable(text.slice(start, place + AFTER))
    return `${start > 0 ? '…' : ''}${shown}${text.length > place + AFTER ? '…' : ''}`
  }
  const mark = ' '.repeat(LABELS.published.length + place - start + (start > 0 ? 1 : 0))
  return [
    `${LABELS.configured}${cut(String(configured))}`,
    `${LABELS.published}${cut(String(published))}`,
    `${mark}^`
  ]
}

/** The addresses that were tried, one a line. */
export function triedLines({ tried }: FindingDetail): readonly string[] {
  return Array.isArray(tried) ? tried.map((line: string) => printable(line)) : []
}
