import { figureOf, spreadOf } from './figure.mjs'

/** @typedef {import('./figure.mjs').Figure} Figure */

/**
 * One of several that are compared. A sample is what one round says about it, by name of the quantity.
 *
 * @typedef {{ name: string; sample: () => Promise<Record<string, number>> }} Contender
 */

/**
 * How long to go on: at least `minRounds`, then until the ratios of every contender lie within `spread`, at
 * most `maxRounds` and `seconds`.
 *
 * @typedef {{ minRounds: number; maxRounds: number; seconds: number; spread: number }} Patience
 */

/**
 * What was found about one contender. The ratios are those to the contender that all are held against, formed
 * within each round, so that a machine that changes its pace changes no ratio.
 *
 * @typedef {{ name: string; figures: Record<string, Figure>; ratios: Record<string, Figure> }} Standing
 */

/**
 * Compares contenders in turns, A B C A B C: whatever disturbs the machine disturbs all of them. Each round
 * begins with another one.
 *
 * @param {readonly Contender[]} contenders Who.
 * @param {{ against: string; decisive: string; patience: Patience }} rules Whom all are held against, which
 *   quantity must become steady, and how long to wait for that.
 * @returns {Promise<Standing[]>} What was found, in the order of the contenders.
 */
export async function compare(contenders, rules) {
  const names = contenders.map(({ name }) => name)
  return compareRounds(names, (index) => playRound(contenders, index), rules)
}

/**
 * Compares contenders whose samples are taken together.
 *
 * @param {readonly string[]} names Who.
 * @param {(index: number) => Promise<Map<string, Record<string, number>>>} play Plays a round: what it says
 *   about each, by name.
 * @param {{ against: string; decisive: string; patience: Patience }} rules As for `compare`.
 * @returns {Promise<Standing[]>} What was found, in the order of the names.
 */
export async function compareRounds(names, play, { against, decisive, patience }) {
  /** @type {Map<string, Record<string, number>>[]} */
  const rounds = []
  const end = performance.now() + patience.seconds * 1000
  for (;;) {
    rounds.push(await play(rounds.length))
    const standings = names.map((name) => standingOf(name, rounds, against))
    const isSteady = standings.every(({ ratios }) => isWithin(ratios[decisive], patience.spread))
    const isEnough = rounds.length >= patience.minRounds && (isSteady || performance.now() >= end)
    if (isEnough || rounds.length >= patience.maxRounds) return standings
  }
}

/**
 * @param {readonly Contender[]} contenders
 * @param {number} index
 */
async function playRound(contenders, index) {
  /** @type {Map<string, Record<string, number>>} */
  const round = new Map()
  for (const { name, sample } of beginningAt(contenders, index)) round.set(name, await sample())
  return round
}

/**
 * Turns a list round.
 *
 * @template T
 * @param {readonly T[]} list The list.
 * @param {number} index Where it is to begin; past its end, it is counted from its start again.
 * @returns {T[]} The same in that order.
 */
export function beginningAt(list, index) {
  const first = Math.floor(index) % list.length
  return [...list.slice(first), ...list.slice(0, first)]
}

/**
 * @param {string} name
 * @param {readonly Map<string, Record<string, number>>[]} rounds
 * @param {string} against
 * @returns {Standing}
 */
function standingOf(name, rounds, against) {
  const samples = rounds.map((round) => round.get(name) ?? {})
  const yardsticks = rounds.map((round) => round.get(against) ?? {})
  const quantities = Object.keys(samples[0] ?? {})
  return {
    name,
    figures: figuresOf(quantities, (quantity) => samples.map((sample) => sample[quantity])),
    ratios: figuresOf(quantities, (quantity) =>
      samples.map((sample, index) => quotient(sample[quantity], yardsticks[index]?.[quantity]))
    )
  }
}

/**
 * @param {readonly string[]} quantities
 * @param {(quantity: string) => (number | undefined)[]} samplesOf
 */
function figuresOf(quantities, samplesOf) {
  /** @type {Record<string, Figure>} */
  const figures = {}
  for (const quantity of quantities) {
    const samples = samplesOf(quantity).filter((sample) => sample !== undefined)
    if (samples.length > 0) figures[quantity] = figureOf(samples)
  }
  return figures
}

/**
 * @param {number | undefined} sample
 * @param {number | undefined} yardstick
 */
function quotient(sample, yardstick) {
  if (sample === undefined || yardstick === undefined || yardstick === 0) return undefined
  return sample / yardstick
}

/**
 * @param {Figure | undefined} figure
 * @param {number} spread
 */
function isWithin(figure, spread) {
  return figure === undefined || spreadOf(figure) <= spread
}
