import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { compare } from '../measure/compare.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { NO_CHECK, OURS, OURS_ON_MAIN_THREAD } from '../servers/protection.mjs'
import { trustFor } from '../servers/trust-for.mjs'
import { FRESH } from '../settings.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../tokens/world.mjs').Algorithm} Algorithm */

/** Bound to one core, or free to use all; one core makes the load. */
const CORES = [
  { cores: 'one', core: SERVER_CORE },
  { cores: 'all', core: undefined }
]

/**
 * Where to verify signatures: in the thread pool or on the main thread. Fastify, fresh tokens only.
 *
 * @type {Section}
 */
export const threads = {
  name: 'threads',
  title: 'Thread pool or main thread',
  async run(surroundings) {
    const rows = []
    for (const algorithm of surroundings.settings.threads.algorithms) {
      for (const place of CORES) {
        surroundings.say(`${algorithm}, ${place.cores}`)
        rows.push(...(await measure(algorithm, place, surroundings)))
      }
    }
    return rows
  }
}

/**
 * @param {Algorithm} algorithm
 * @param {{ cores: string; core: number | undefined }} place
 * @param {Surroundings} surroundings
 */
async function measure(algorithm, { cores, core }, { world, settings }) {
  const { pool: tokens, connections, seconds, settleSeconds, warmUpSeconds, patience } = settings.server
  const pool = await world.pool(algorithm, tokens)
  const traffic = { pool, tokens, connections, seconds }
  const trust = trustFor({ stream: FRESH, algorithm }, { world, settings })
  const load = startLoad(LOAD_CORE)
  const servers = []
  try {
    for (const protection of [NO_CHECK, OURS, OURS_ON_MAIN_THREAD]) {
      const plan = { framework: /** @type {const} */ ('Fastify'), protection, trust }
      servers.push({ name: protection, server: await openServer(plan, load, core) })
    }
    for (const { server } of servers) {
      await server.takeTurn({ ...traffic, seconds: warmUpSeconds })
    }
    const contenders = servers.map(({ name, server }) => ({
      name,
      sample: () => server.takeTurn({ ...traffic, settleSeconds })
    }))
    const standings = await compare(contenders, { against: NO_CHECK, decisive: 'rate', patience })
    return rowsOf(standings, { algorithm, cores })
  } finally {
    await Promise.all([load.stop(), ...servers.map(async ({ server }) => server.stop())])
  }
}
