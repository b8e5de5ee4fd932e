import { compare } from '../measure/compare.mjs'
import { VERIFIERS } from '../verifiers/index.mjs'
import { warmUp, withSubjects } from '../verifiers/open-subjects.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../tokens/world.mjs').Algorithm} Algorithm */

/**
 * Tokens that were never seen before: the whole way from the header value to the claims, without HTTP.
 *
 * @type {Section}
 */
export const fresh = {
  name: 'fresh',
  title: 'A token never seen before',
  async run(surroundings) {
    const rows = []
    for (const algorithm of surroundings.settings.fresh.algorithms) {
      surroundings.say(algorithm)
      rows.push(...(await measure(algorithm, surroundings)))
    }
    return rows
  }
}

/**
 * @param {Algorithm} algorithm
 * @param {Surroundings} surroundings
 */
async function measure(algorithm, { world, settings: { fresh: settings } }) {
  const { tokenCacheSize, warmUpSeconds: seconds, settleCalls, calls, patience } = settings
  const verifiers = VERIFIERS.filter(({ algorithms }) => algorithms.includes(algorithm))
  const pool = await world.pool(algorithm, settings.pool)
  const opening = { trust: world.trust(algorithm), tokenCacheSize, pool }
  return withSubjects(verifiers, opening, async (subjects) => {
    for (const { subject } of subjects) await warmUp(subject, { question: 'verify', calls, seconds })
    const rows = []
    for (const atATime of settings.atATime) {
      const contenders = subjects.map(({ verifier: { name }, subject }) => ({
        name,
        sample: () => subject.ask('verify', { calls, settleCalls, atATime })
      }))
      const standings = await compare(contenders, { against: 'limit', decisive: 'cpu', patience })
      rows.push(...rowsOf(standings, { algorithm, atATime }))
    }
    return rows
  })
}
