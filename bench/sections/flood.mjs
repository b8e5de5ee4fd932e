import { compare } from '../measure/compare.mjs'
import { startSubject } from '../measure/subject.mjs'
import { OURS, OURS_ON_MAIN_THREAD } from '../servers/protection.mjs'
import { BAD_TOKENS, makeBadTokens } from '../tokens/bad-tokens.mjs'
import { readPool } from '../tokens/fresh-strings.mjs'
import { warmUp } from '../verifiers/open-subjects.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../measure/subject.mjs').Subject} Subject */

const VERIFIERS = [
  OURS,
  OURS_ON_MAIN_THREAD,
  'jose, createRemoteJWKSet',
  'fast-jwt, PEM',
  'aws-jwt-verify, verifySync'
]
const GOOD = 'good'

/**
 * Whether it costs more to refuse a token than to accept one: distinct bad tokens against good ones that were
 * never seen.
 *
 * @type {Section}
 */
export const flood = {
  name: 'flood',
  title: 'Bad tokens',
  async run(surroundings) {
    const rows = []
    for (const name of VERIFIERS) {
      surroundings.say(name)
      rows.push(...(await measure(name, surroundings)))
    }
    return rows
  }
}

/**
 * @param {string} name
 * @param {Surroundings} surroundings
 */
async function measure(name, { world, settings }) {
  const { tokens, warmUpSeconds: seconds, settleCalls, calls, patience } = settings.flood
  const trust = world.trust('RS256')
  const goodPool = await world.pool('RS256', settings.fresh.pool)
  const [good = ''] = readPool(goodPool)
  /** @type {Map<string, { subject: Subject; question: 'verify' | 'refuse' }>} */
  const subjects = new Map()
  try {
    for (const kind of [GOOD, ...BAD_TOKENS]) {
      const bad = kind !== GOOD
      const pool = bad ? world.write(`flood-${kind}`, makeBadTokens(good, kind, tokens)) : goodPool
      const subject = startSubject('verifiers/subject.mjs')
      subjects.set(kind, { subject, question: bad ? 'refuse' : 'verify' })
      await subject.ask('open', { name, trust, tokenCacheSize: settings.fresh.tokenCacheSize, pool, bad })
    }
    for (const { subject, question } of subjects.values()) {
      await warmUp(subject, { question, calls, seconds })
    }
    const contenders = [...subjects].map(([kind, { subject, question }]) => ({
      name: kind,
      sample: () => subject.ask(question, { calls, settleCalls, atATime: 1 })
    }))
    const standings = await compare(contenders, { against: GOOD, decisive: 'cpu', patience })
    return rowsOf(standings, { verifier: name })
  } finally {
    await Promise.all([...subjects.values()].map(async ({ subject }) => subject.stop()))
  }
}
