import { compare } from '../measure/compare.mjs'
import { GROWTHS } from '../growth/growths.mjs'
import { startSubject } from '../measure/subject.mjs'
import { OURS } from '../servers/protection.mjs'
import { warmUp } from '../verifiers/open-subjects.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../growth/growths.mjs').Growth} Growth */

/**
 * How the cost grows with what there is: keys, issuers, guarded routes, the length of tokens.
 *
 * @type {Section}
 */
export const growth = {
  name: 'growth',
  title: 'How the cost grows',
  async run(surroundings) {
    const rows = []
    for (const each of GROWTHS) {
      surroundings.say(each.matter)
      rows.push(...(await measureTokens(each, surroundings, 'repeated')))
      if (each.isVerifying) rows.push(...(await measureTokens(each, surroundings, 'fresh')))
    }
    return rows
  }
}

/**
 * Repeated tokens are recognised; nothing is remembered where fresh ones are measured.
 *
 * @param {Growth} matter
 * @param {Surroundings} surroundings
 * @param {'fresh' | 'repeated'} stream
 */
async function measureTokens({ matter, sizes, against, make }, { world, settings }, stream) {
  const { tokens, warmUpSeconds: seconds, calls, patience } = settings.growth[stream]
  const question = stream === 'fresh' ? 'verify' : 'recognize'
  const subjects = sizes.map((size) => ({ size, subject: startSubject('verifiers/subject.mjs') }))
  try {
    for (const { size, subject } of subjects) {
      const made = await make(world, size, tokens)
      await subject.ask('open', { ...made, name: OURS, verifiedTokens: stream === 'fresh' ? 0 : 10_000 })
      await warmUp(subject, { question, calls, seconds })
    }
    const contenders = subjects.map(({ size, subject }) => ({
      name: String(size),
      sample: () => subject.ask(question, { calls, atATime: 1 })
    }))
    const decisive = stream === 'fresh' ? 'cpu' : 'wall'
    const standings = await compare(contenders, { against: String(against), decisive, patience })
    return rowsOf(standings, { matter, stream })
  } finally {
    await Promise.all(subjects.map(async ({ subject }) => subject.stop()))
  }
}
