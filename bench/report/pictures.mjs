import { majorOf } from '../record/results.mjs'
import { select } from '../record/select.mjs'
import { NO_AUTH, NO_CHECK, NOTHING, SIGNATURE_ALONE } from '../servers/protection.mjs'
import { drawBars } from './plot.mjs'
import { isDetail } from './table.mjs'

/** @typedef {import('../record/results.mjs').Results} Results */
/** @typedef {import('../sections/section.mjs').Row} Row */
/** @typedef {import('./plot.mjs').Bar} Bar */

/**
 * A picture: its file, what it says to those who do not see it, and the charts in it.
 *
 * @typedef {{
 *   file: string
 *   text: string
 *   section: string
 *   charts: readonly {
 *     title: string
 *     axis: string
 *     labels: Record<string, string | number>
 *     kind: 'figures' | 'ratios'
 *     quantity: string
 *     isBetter: 'less' | 'more'
 *     isLogarithmic?: boolean
 *   }[]
 * }} Picture
 */

const LIMITS = new Set(['limit', 'limit, in the thread pool', NO_CHECK, NO_AUTH, NOTHING, SIGNATURE_ALONE])

const TIMES_THE_LIMIT = { axis: 'times the bare signature check (less is better)', isBetter: 'less' }
const PART = { axis: 'requests per second, part of the same server without a check', isBetter: 'more' }

/** @type {Record<'fresh' | 'hits' | 'server', Picture>} */
export const PICTURES = {
  fresh: {
    file: 'fresh.svg',
    text: 'Bars: what verifying a new RS256 token costs with each library, in multiples of the bare signature check',
    section: 'fresh',
    charts: [
      chart('New RS256 token: main thread', { algorithm: 'RS256', atATime: 1 }, 'mainCpu'),
      chart('New RS256 token: all threads', { algorithm: 'RS256', atATime: 1 }, 'cpu')
    ]
  },
  hits: {
    file: 'hits.svg',
    text: 'Bars: microseconds to accept an RS256 token that was verified before, for each library',
    section: 'hits',
    charts: [
      {
        title: 'Known RS256 token, 1,000 in turn',
        axis: 'microseconds, logarithmic (less is better)',
        labels: { algorithm: 'RS256', tokens: 1_000 },
        kind: 'figures',
        quantity: 'wall',
        isBetter: 'less',
        isLogarithmic: true
      }
    ]
  },
  server: {
    file: 'server.svg',
    text: 'Bars: requests per second of Express and Fastify with each library, relative to the same server without a check',
    section: 'server',
    charts: ['Express', 'Fastify'].flatMap((framework) => [
      serverChart(framework, '1,000 repeated', '1,000 tokens in turn'),
      serverChart(framework, 'fresh', 'every token new')
    ])
  }
}

/**
 * @param {string} title
 * @param {Record<string, string | number>} labels
 * @param {string} quantity
 * @returns {Picture['charts'][number]}
 */
function chart(title, labels, quantity) {
  return { title, labels, quantity, kind: 'ratios', axis: TIMES_THE_LIMIT.axis, isBetter: 'less' }
}

/**
 * @param {string} framework
 * @param {string} stream
 * @param {string} words
 * @returns {Picture['charts'][number]}
 */
function serverChart(framework, stream, words) {
  return {
    title: `${framework}, ${words}`,
    labels: { framework, stream },
    quantity: 'rate',
    kind: 'ratios',
    axis: PART.axis,
    isBetter: 'more'
  }
}

/**
 * Draws a picture of the results with one version of Node.js.
 *
 * @param {Results} results The results.
 * @param {Picture} picture Which picture.
 * @returns {Promise<string | undefined>} SVG, or undefined where its section was not run.
 */
export async function drawPicture(results, { section, charts }) {
  const drawn = charts
    .map(({ labels, kind, quantity, title, ...rest }) => ({
      ...rest,
      title: `${title} (Node ${majorOf(results)})`,
      bars: barsOf(select(results, section, labels), kind, quantity)
    }))
    .filter(({ bars }) => bars.length > 0)
  return drawn.length === 0 ? undefined : drawBars(drawn)
}

/**
 * @param {readonly Row[]} rows
 * @param {'figures' | 'ratios'} kind
 * @param {string} quantity
 * @returns {Bar[]}
 */
function barsOf(rows, kind, quantity) {
  return rows.flatMap((row) => {
    const label = String(row.labels['who'])
    const value = row[kind][quantity]?.median
    return value === undefined || isDetail(label) ? [] : [{ label, value, kind: kindOf(label) }]
  })
}

/**
 * @param {string} label
 * @returns {Bar['kind']}
 */
function kindOf(label) {
  if (LIMITS.has(label)) return 'limit'
  return label.startsWith('portcullis') ? 'ours' : 'peer'
}
