import { beginningAt, compareRounds } from '../measure/compare.mjs'
import { figureOf } from '../measure/figure.mjs'
import { GROWTHS } from '../growth/growths.mjs'
import { startSubject } from '../measure/subject.mjs'
import { OURS } from '../servers/protection.mjs'
import { warmUp } from '../verifiers/open-subjects.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../growth/growths.mjs').Growth} Growth */
/** @typedef {{ name: string; subject: import('../measure/subject.mjs').Subject }} Contender */
/** @typedef {Pick<Surroundings['settings']['growth']['fresh'], 'calls' | 'turns' | 'warmUpSeconds'>} Plan */

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
 * Repeated tokens are recognised; nothing is remembered where fresh ones are measured. Each round has
 * processes of its own: the same code is compiled better in one than in another.
 *
 * @param {Growth} growth
 * @param {Surroundings} surroundings
 * @param {'fresh' | 'repeated'} stream
 */
async function measureTokens({ matter, sizes, against, make }, { world, settings }, stream) {
  const { tokens, patience, ...plan } = settings.growth[stream]
  const standings = await compareRounds(
    sizes.map(String),
    async (index) => {
      /** @type {Contender[]} */
      const contenders = []
      try {
        for (const size of beginningAt(sizes, index)) {
          const made = await make(world, size, tokens)
          const subject = startSubject('verifiers/subject.mjs')
          contenders.push({ name: String(size), subject })
          await open(subject, made, { plan, stream })
        }
        return await sampleInTurns(contenders, plan, stream)
      } finally {
        await Promise.all(contenders.map(async ({ subject }) => subject.stop()))
      }
    },
    { against: String(against), decisive: stream === 'fresh' ? 'cpu' : 'wall', patience }
  )
  return rowsOf(standings, { matter, stream })
}

const QUESTION = /** @type {const} */ ({ fresh: 'verify', repeated: 'recognize' })

/**
 * @param {Contender['subject']} subject
 * @param {Awaited<ReturnType<Growth['make']>>} made
 * @param {{ plan: Plan; stream: 'fresh' | 'repeated' }} how
 */
async function open(subject, made, { plan: { calls, warmUpSeconds: seconds }, stream }) {
  await subject.ask('open', { ...made, name: OURS, tokenCacheSize: stream === 'fresh' ? 0 : 10_000 })
  await warmUp(subject, { question: QUESTION[stream], calls, seconds })
}

/**
 * @param {readonly Contender[]} contenders
 * @param {Plan} plan
 * @param {'fresh' | 'repeated'} stream
 */
async function sampleInTurns(contenders, { calls, turns }, stream) {
  /** @type {Map<string, Record<string, number>[]>} */
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { name, subject } of contenders) {
      samples.get(name)?.push(await subject.ask(QUESTION[stream], { calls, atATime: 1 }))
    }
  }
  return new Map([...samples].map(([name, found]) => [name, medianOfEach(found)]))
}

/** @param {readonly Record<string, number>[]} samples */
function medianOfEach(samples) {
  const quantities = Object.keys(samples[0] ?? {})
  return Object.fromEntries(
    quantities.map((quantity) => [
      quantity,
      figureOf(samples.map((sample) => sample[quantity] ?? NaN)).median
    ])
  )
}
