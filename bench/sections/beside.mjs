import { compare } from '../measure/compare.mjs'
import { LOAD_CORE, SERVER_CORE } from '../measure/cores.mjs'
import { openServer, startLoad } from '../servers/open-servers.mjs'
import { makeBadTokens } from '../tokens/bad-tokens.mjs'
import { readPool } from '../tokens/fresh-strings.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../servers/frameworks.mjs').FrameworkName} FrameworkName */

const KIND = 'bad signature'
const ALONE = 'alone'
const BESIDE = 'beside a flood'

/**
 * What a flood of invalid tokens leaves for other clients: 1,000 valid tokens that come again and again, on
 * one core, alone and beside as many connections that send nothing but distinct bad ones.
 *
 * @type {Section}
 */
export const beside = {
  name: 'beside',
  title: 'Good traffic beside a flood',
  async run(surroundings) {
    const rows = []
    for (const framework of surroundings.settings.server.frameworks) {
      for (const protection of surroundings.settings.beside.protections) {
        surroundings.say(`${framework}, ${protection}`)
        rows.push(...(await measure(framework, protection, surroundings)))
      }
    }
    return rows
  }
}

/**
 * @param {FrameworkName} framework
 * @param {string} protection
 * @param {Surroundings} surroundings
 */
async function measure(framework, protection, { world, settings }) {
  const { connections, seconds, settleSeconds, warmUpSeconds } = settings.server
  const { badTokens, patience } = settings.beside
  const pool = await world.pool('RS256', settings.server.pool)
  const [good = ''] = readPool(pool)
  const badPool = world.write('flood', makeBadTokens(good, KIND, badTokens))
  const load = startLoad(LOAD_CORE)
  const floodLoad = startLoad(LOAD_CORE)
  const server = await openServer({ framework, protection, trust: world.trust('RS256') }, load, SERVER_CORE)
  // Two loads on one core keep it awake, and each other from it if they do not sleep.
  const traffic = { pool, tokens: 1_000, connections, seconds, settleSeconds, awake: false }
  const bad = { pool: badPool, tokens: badTokens, connections, amount: badTokens, expect: 401 }
  const flooded = async () => {
    const flooding = server.flood(bad, floodLoad)
    const result = await server.measure(traffic)
    const { requests, seconds: took } = await flooding
    return { ...result, refused: requests / took }
  }
  try {
    await server.measure({ ...traffic, seconds: warmUpSeconds })
    const standings = await compare(
      [
        { name: ALONE, sample: () => server.measure(traffic) },
        { name: BESIDE, sample: flooded }
      ],
      { against: ALONE, decisive: 'rate', patience }
    )
    return rowsOf(standings, { framework, protection })
  } finally {
    await Promise.all([load.stop(), floodLoad.stop(), server.stop()])
  }
}
