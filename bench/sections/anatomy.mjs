import { compare } from '../measure/compare.mjs'
import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { ANATOMY } from '../servers/anatomy-protections.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { NO_CHECK } from '../servers/protection.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('../servers/open-servers.mjs').OpenServer} OpenServer */

/** One token is in every cache of the processor; a thousand are not. */
const TOKENS = [1, 1_000]

/**
 * Where the microseconds of a known token go: Fastify, which shows each of them.
 *
 * @type {Section}
 */
export const anatomy = {
  name: 'anatomy',
  title: 'Where the microseconds go',
  async run({ world, settings, say }) {
    const { pool: count, connections, seconds, settleSeconds, warmUpSeconds } = settings.server
    const pool = await world.pool('RS256', count)
    const load = startLoad(LOAD_CORE)
    /** @type {{ name: string; server: OpenServer }[]} */
    const servers = []
    try {
      for (const protection of ANATOMY) {
        const plan = { framework: /** @type {const} */ ('Fastify'), protection, trust: world.trust('RS256') }
        servers.push({ name: protection, server: await openServer(plan, load, SERVER_CORE) })
      }
      const rows = []
      for (const tokens of TOKENS) {
        say(`${tokens} tokens`)
        const traffic = { pool, tokens, connections, seconds, settleSeconds }
        for (const { server } of servers) await server.takeTurn({ ...traffic, seconds: warmUpSeconds })
        const contenders = servers.map(({ name, server }) => ({
          name,
          sample: () => server.takeTurn(traffic)
        }))
        const { patience } = settings.anatomy
        const standings = await compare(contenders, { against: NO_CHECK, decisive: 'cpu', patience })
        rows.push(...rowsOf(standings, { tokens }))
      }
      return rows
    } finally {
      await Promise.all([load.stop(), ...servers.map(async ({ server }) => server.stop())])
    }
  }
}
