import { compare } from '../measure/compare.mjs'
import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { FRAMEWORKS } from '../servers/frameworks.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { NO_AUTH, NO_CHECK } from '../servers/protection.mjs'
import { trustFor } from '../servers/trust-for.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../servers/frameworks.mjs').FrameworkName} FrameworkName */
/** @typedef {import('../measure/compare.mjs').Contender} Contender */
/** @typedef {import('../servers/open-servers.mjs').OpenServer} OpenServer */

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
 * @param {{ framework: FrameworkName; stream: string; tokens: number }} which
 * @param {Surroundings} surroundings
 */
async function measure({ framework, stream, tokens }, { world, settings }) {
  const { pool: count, protections, connections, warmUpSeconds, patience } = settings.server
  const requests = { pool: await world.pool('RS256', count), tokens: Math.min(tokens, count), connections }
  const { seconds, settleSeconds } = settings.server
  const load = startLoad(LOAD_CORE)
  /** @type {{ name: string; server: OpenServer }[]} */
  const servers = []
  try {
    for (const { name } of FRAMEWORKS[framework].protections) {
      if (protections?.includes(name) === false) continue
      const plan = {
        framework,
        protection: name,
        trust: trustFor({ stream, algorithm: 'RS256' }, { world, settings })
      }
      servers.push({ name, server: await openServer(plan, load, SERVER_CORE) })
    }
    for (const each of servers) await each.server.takeTurn({ ...requests, seconds: warmUpSeconds })
    const measured = { ...requests, seconds, settleSeconds }
    const contenders = [
      ...servers.map((each) => contender(each.name, each.server, measured)),
      ...servers
        .filter(({ name }) => name === NO_CHECK)
        .map((each) => contender(NO_AUTH, each.server, { ...measured, tokens: 0 }))
    ]
    const standings = await compare(contenders, { against: NO_CHECK, decisive: 'rate', patience })
    return rowsOf(standings, { framework, stream })
  } finally {
    await Promise.all([load.stop(), ...servers.map(async (each) => each.server.stop())])
  }
}

/**
 * @param {string} name
 * @param {OpenServer} open
 * @param {import('../servers/open-servers.mjs').Stream} stream
 * @returns {Contender}
 */
function contender(name, open, stream) {
  return { name, sample: () => open.takeTurn(stream) }
}
