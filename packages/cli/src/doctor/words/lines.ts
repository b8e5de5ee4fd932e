import { printable } from '../../terminal/printable.ts'
import type { FindingDetail } from '../doctor-check.ts'

const LABELS = { configured: 'you gave   ', published: 'published  ' }
/** Characters that fit beside the label into 80 columns, and how many of them stand before the difference. */
const WIDTH = 56
const BEFORE = 36

/**
 * Two issuers below each other, with a mark under the first character that differs; long ones are cut around
 * it.
 */
export function comparisonLines({ configured, published, at }: FindingDetail): readonly string[] {
  const texts = { configured: String(configured), published: String(published) }
  const isLong = Math.max(texts.configured.length, texts.published.length) > WIDTH
  const start = isLong ? Math.max(0, Number(at) - BEFORE) : 0
  const ellipsis = start > 0 ? '…' : ''
  const cut = (text: string) => `${ellipsis}${printable(text.slice(start, start + WIDTH))}`
  const mark = ' '.repeat(LABELS.published.length + Number(at) - start + ellipsis.length)
  return [
    `${LABELS.configured}${cut(texts.configured)}`,
    `${LABELS.published}${cut(texts.published)}`,
    `${mark}^`
  ]
}

/** The addresses that were tried and what they answered, one a line. */
export function triedLines({ tried }: FindingDetail): readonly string[] {
  return asLines(tried)
}

/** Addresses, one a line. */
export function urlLines({ urls }: FindingDetail): readonly string[] {
  return asLines(urls)
}

function asLines(fact: FindingDetail[string] | undefined): readonly string[] {
  return Array.isArray(fact) ? fact.map((line: string) => printable(line)) : []
}
