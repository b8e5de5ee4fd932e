import { formatFigure } from './format.mjs'

/**
 * Prints rows on the console.
 *
 * @param {readonly import('../sections/section.mjs').Row[]} rows The rows.
 */
export function printRows(rows) {
  const width = Math.max(0, ...rows.map(({ labels }) => nameOf(labels).length))
  for (const { labels, figures, ratios } of rows) {
    const cells = Object.entries(figures).map(([quantity, figure]) => {
      const ratio = ratios[quantity]
      return `${quantity} ${formatFigure(figure)}${ratio === undefined ? '' : ` × ${formatFigure(ratio)}`}`
    })
    console.log(`  ${nameOf(labels).padEnd(width)}  ${cells.join('   ')}`)
  }
}

/** @param {Record<string, string | number>} labels */
function nameOf(labels) {
  return Object.values(labels).join(' | ')
}
