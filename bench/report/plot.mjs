import { parse, View } from 'vega'
import { compile } from 'vega-lite'

/**
 * A bar: its kind gives its colour.
 *
 * @typedef {{ label: string; value: number; kind: 'ours' | 'peer' | 'limit' }} Bar
 */

/**
 * Bars below each other, the best on top.
 *
 * @typedef {{
 *   title: string
 *   axis: string
 *   bars: readonly Bar[]
 *   isBetter: 'less' | 'more'
 *   isLogarithmic?: boolean
 * }} BarChart
 */

const COLOURS = { domain: ['ours', 'peer', 'limit'], range: ['#0b6e4f', '#b8c0cc', '#5b6470'] }

/**
 * Draws charts as one picture, one below the other: next to each other, their words are too small to read.
 *
 * @param {readonly BarChart[]} charts The charts.
 * @returns {Promise<string>} SVG.
 */
export async function drawBars(charts) {
  /** @type {import('vega-lite').TopLevelSpec} */
  const specification = {
    background: 'white',
    padding: 12,
    columns: 1,
    spacing: 24,
    concat: charts.map(specify),
    config: { font: 'sans-serif', view: { stroke: null }, axis: { grid: false } },
    resolve: { scale: { x: 'independent', y: 'independent' } }
  }
  const view = new View(parse(compile(specification).spec), { renderer: 'none' })
  return view.toSVG()
}

/** Where logarithmic bars begin. */
const LEAST = 0.1

/**
 * @param {BarChart} chart
 * @returns {Extract<import('vega-lite').TopLevelSpec, { concat: unknown }>['concat'][number]}
 */
function specify({ title, axis, bars, isBetter, isLogarithmic = false }) {
  const x = { field: 'value', type: /** @type {const} */ ('quantitative'), title: axis }
  const scale = isLogarithmic ? { type: /** @type {const} */ ('log'), domainMin: LEAST } : { zero: true }
  // A logarithmic axis has no zero at which bars could start.
  const beginning = isLogarithmic ? { x2: { datum: LEAST } } : {}
  const sorted = bars.toSorted((one, other) => (isBetter === 'less' ? 1 : -1) * (one.value - other.value))
  return {
    title: { text: title, anchor: 'start' },
    width: 380,
    height: { step: 18 },
    data: { values: sorted.map((bar) => ({ ...bar, text: textOf(bar.value) })) },
    encoding: {
      y: { field: 'label', type: 'nominal', sort: null, title: null, axis: { labelLimit: 260 } },
      x: { ...x, scale }
    },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 2 },
        encoding: { ...beginning, color: { field: 'kind', type: 'nominal', scale: COLOURS, legend: null } }
      },
      { mark: { type: 'text', align: 'left', dx: 4 }, encoding: { text: { field: 'text', type: 'nominal' } } }
    ]
  }
}

/** @param {number} value */
function textOf(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
