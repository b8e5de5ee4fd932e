import { compare } from '../measure/compare.mjs'
import { VERIFIERS } from '../verifiers/index.mjs'
import { warmUp, withSubjects } from '../verifiers/open-subjects.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../tokens/world.mjs').Algorithm} Algorithm */

/**
 * Tokens that were verified before, each call with a new string object, as from a server.
 *
 * @type {Section}
 */
export const hits = {
  name: 'hits',
  title: 'A token that comes again',
  async run(surroundings) {
    const rows = []
    for (const algorithm of surroundings.settings.hits.algorithms) {
      for (const tokens of surroundings.settings.hits.tokens) {
        surroundings.say(`${algorithm}, ${tokens}`)
        rows.push(...(await measure({ algorithm, tokens }, surroundings)))
      }
    }
    return rows
  }
}

/**
 * @param {{ algorithm: Algorithm; tokens: number }} which
 * @param {Surroundings} surroundings
 */
async function measure({ algorithm, tokens }, { world, settings }) {
  const { warmUpSeconds: seconds, settleCalls, calls, callsOfForgetful, patience } = settings.hits
  const verifiers = VERIFIERS.filter(
    ({ algorithms, isForFresh = false }) => algorithms.includes(algorithm) && !isForFresh
  )
  const pool = await world.pool(algorithm, settings.fresh.pool)
  // Room for far more tokens than come: a memory may keep new tokens in a part of itself.
  const opening = { trust: world.trust(algorithm), tokenCacheSize: 10_000, pool, tokens }
  return withSubjects(verifiers, opening, async (subjects) => {
    const contenders = subjects.map(({ verifier: { name, remembers = false }, subject }) => ({
      name,
      sample: () => subject.ask('recognize', remembers ? { calls, settleCalls } : { calls: callsOfForgetful })
    }))
    for (const { verifier, subject } of subjects) {
      const each = verifier.remembers === true ? calls : callsOfForgetful
      await warmUp(subject, { question: 'recognize', calls: each, seconds })
    }
    const standings = await compare(contenders, { against: 'portcullis', decisive: 'wall', patience })
    return rowsOf(standings, { algorithm, tokens })
  })
}
