import { compare } from '../measure/compare.mjs'
import { openCluster, startLoad } from '../servers/open-servers.mjs'
import { OURS } from '../servers/protection.mjs'
import { trustFor } from '../servers/trust-for.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../servers/frameworks.mjs').FrameworkName} FrameworkName */

const WORKERS = [1, 2]

/**
 * What a second process brings. The load comes from the same machine, and takes its part of it: processor
 * time for each request tells better than the rate whether two processes hinder each other.
 *
 * @type {Section}
 */
export const cluster = {
  name: 'cluster',
  title: 'From one process to two',
  async run(surroundings) {
    const rows = []
    for (const framework of surroundings.settings.cluster.frameworks) {
      for (const { stream, tokens } of surroundings.settings.server.streams.slice(0, 2)) {
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
  const { pool: count, connections, seconds, settleSeconds, warmUpSeconds, patience } = settings.server
  const traffic = {
    pool: await world.pool('RS256', count),
    tokens: Math.min(tokens, count),
    connections,
    seconds
  }
  const trust = trustFor({ stream, algorithm: 'RS256' }, { world, settings })
  const load = startLoad()
  const servers = []
  try {
    for (const workers of WORKERS) {
      const plan = { framework, protection: OURS, trust, workers }
      servers.push({ workers, server: await openCluster(plan, load) })
    }
    for (const { server } of servers) await server.measure({ ...traffic, seconds: warmUpSeconds })
    const contenders = servers.map(({ workers, server }) => ({
      name: String(workers),
      sample: () => server.measure({ ...traffic, settleSeconds })
    }))
    const standings = await compare(contenders, { against: '1', decisive: 'rate', patience })
    return rowsOf(standings, { framework, stream })
  } finally {
    await Promise.all([load.stop(), ...servers.map(async ({ server }) => server.stop())])
  }
}
