import { beginningAt, compareRounds } from '../measure/compare.mjs'
import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { FRAMEWORKS } from '../servers/frameworks.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { NO_AUTH, NO_CHECK } from '../servers/protection.mjs'
import { takeTurns } from '../servers/take-turns.mjs'
import { trustFor } from '../servers/trust-for.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../servers/frameworks.mjs').FrameworkName} FrameworkName */
/** @typedef {import('../servers/take-turns.mjs').Contestant} Contestant */
/** @typedef {import('../servers/frameworks.mjs').ServerPlan} ServerPlan */
/** @typedef {{ name: string; plan: ServerPlan; stream: Contestant['stream'] }} Entry */

/**
 * Whole servers, each on one core, its load on another.
 *
 * @type {Section}
 */
export const server = {
  name: 'server',
  title: 'The whole server',
  async run(surroundings) {
    const rows = []
    for (const framework of surroundings.settings.server.frameworks) {
      for (const { stream, tokens } of surroundings.settings.server.streams) {
        surroundings.say(`${framework}, ${stream}`)
        rows.push(...(await measure({ framework, stream, tokens }, surroundings)))
      }
    }
    return rows
  }
}

/**
 * Each round has servers of its own: the same code is compiled and laid out in memory better in one process
 * than in another, which makes more of a difference than most of what is measured here. And each round begins
 * with another one, since who comes first stands still for longest.
 *
 * @param {{ framework: FrameworkName; stream: string; tokens: number }} which
 * @param {Surroundings} surroundings
 */
async function measure({ framework, stream, tokens }, { world, settings }) {
  const { pool: count, protections, connections, patience } = settings.server
  const pool = await world.pool('RS256', count)
  const requests = { pool, tokens: Math.min(tokens, count), connections }
  const trust = trustFor({ stream, algorithm: 'RS256' }, { world, settings })
  const chosen = FRAMEWORKS[framework].protections.filter(({ name }) => protections?.includes(name) !== false)
  const entries = [
    ...chosen.map(({ name }) => ({ name, plan: { framework, protection: name, trust }, stream: requests })),
    { name: NO_AUTH, plan: { framework, protection: NO_CHECK, trust }, stream: { ...requests, tokens: 0 } }
  ]
  const standings = await compareRounds(
    entries.map(({ name }) => name),
    async (index) => playRound(beginningAt(entries, (index * entries.length) / patience.minRounds), settings),
    { against: NO_CHECK, decisive: 'rate', patience }
  )
  return rowsOf(standings, { framework, stream })
}

/**
 * @param {readonly Entry[]} entries
 * @param {Surroundings['settings']} settings
 */
async function playRound(entries, { server: { turns } }) {
  /** @type {Contestant[]} */
  const contestants = []
  /** @type {{ stop: () => Promise<void> }[]} */
  const started = []
  try {
    for (const { name, plan, stream } of entries) {
      const load = startLoad(LOAD_CORE)
      started.push(load)
      const opened = await openServer(plan, load, SERVER_CORE)
      started.push(opened)
      await opened.measure({ ...stream, seconds: turns.warmUpSeconds })
      opened.pause()
      contestants.push({ name, server: opened, stream })
    }
    return await takeTurns(contestants, turns)
  } finally {
    await Promise.all(started.map(async (each) => each.stop()))
  }
}
