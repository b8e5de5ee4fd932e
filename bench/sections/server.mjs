import { compare } from '../measure/compare.mjs'
import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { FRAMEWORKS } from '../servers/frameworks.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { NO_AUTH, NO_CHECK } from '../servers/protection.mjs'
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
      rows.push(...(await measureFramework(framework, surroundings)))
    }
    return rows
  }
}

/**
 * @param {FrameworkName} framework
 * @param {Surroundings} surroundings
 */
async function measureFramework(framework, { world, settings, say }) {
  const { pool: count, streams, protections, connections, seconds, warmUpSeconds, patience } = settings.server
  const pool = await world.pool('RS256', count)
  const load = startLoad(LOAD_CORE)
  /** @type {{ name: string; server: OpenServer }[]} */
  const servers = []
  try {
    for (const { name } of FRAMEWORKS[framework].protections) {
      if (protections?.includes(name) === false) continue
      const plan = { framework, protection: name, trust: world.trust('RS256') }
      servers.push({ name, server: await openServer(plan, load, SERVER_CORE) })
    }
    const rows = []
    for (const { stream, tokens } of streams) {
      say(`${framework}, ${stream}`)
      const requests = { pool, tokens: Math.min(tokens, count), connections }
      for (const each of servers) await each.server.measure({ ...requests, seconds: warmUpSeconds })
      const contenders = [
        ...servers.map((each) => contender(each.name, each.server, { ...requests, seconds })),
        ...servers
          .filter(({ name }) => name === NO_CHECK)
          .map((each) => contender(NO_AUTH, each.server, { ...requests, tokens: 0, seconds }))
      ]
      const standings = await compare(contenders, { against: NO_CHECK, decisive: 'rate', patience })
      rows.push(...rowsOf(standings, { framework, stream }))
    }
    return rows
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
  return { name, sample: () => open.measure(stream) }
}
