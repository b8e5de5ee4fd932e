import { figureOf } from '../measure/figure.mjs'
import { startSubject } from '../measure/subject.mjs'
import { OURS } from '../servers/protection.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Row} Row */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {{ grown: number; recognised: number; seen: number; warmUp: number }} Remembered */

const WARM_UP = 200

/** Ours, and the one peer with a memory. Ours keeps a fifth of its room for tokens that came once. */
const MEMORIES = [
  { who: OURS, name: OURS, room: 1.25, isReading: false },
  { who: `${OURS}, claims read`, name: OURS, room: 1.25, isReading: true },
  { who: 'fast-jwt, PEM, cache', name: 'fast-jwt, PEM, cache', room: 1, isReading: false }
]

/**
 * The heap that remembered tokens take, the token itself included.
 *
 * @type {Section}
 */
export const memory = {
  name: 'memory',
  title: 'Memory of remembered tokens',
  async run(surroundings) {
    /** @type {Row[]} */
    const rows = []
    for (const tokens of surroundings.settings.memory.tokens) {
      surroundings.say(`${tokens} tokens`)
      const pool = await surroundings.world.pool('RS256', tokens)
      for (const each of MEMORIES) rows.push(await measure({ ...each, pool, tokens }, surroundings))
    }
    return rows
  }
}

/**
 * Each process is measured once, since memory does not vary: several of them make a figure.
 *
 * @param {(typeof MEMORIES)[number] & { pool: string; tokens: number }} what
 * @param {Surroundings} surroundings
 * @returns {Promise<Row>}
 */
async function measure({ who, name, room, isReading, pool, tokens }, { world, settings }) {
  const tokenCacheSize = Math.ceil(tokens * room)
  /** @type {Remembered[]} */
  const found = []
  for (let round = 0; round < settings.memory.rounds; round += 1) {
    const subject = startSubject('memory/subject.mjs', { flags: ['--expose-gc'] })
    try {
      await subject.ask('open', { name, trust: world.trust('RS256'), tokenCacheSize, isReading })
      found.push(await subject.ask('remember', { pool, warmUp: WARM_UP }))
    } finally {
      await subject.stop()
    }
  }
  return {
    labels: { who, tokens },
    figures: {
      bytes: figureOf(found.map(({ grown, recognised, warmUp }) => grown / Math.max(1, recognised - warmUp))),
      remembered: figureOf(found.map(({ recognised }) => recognised))
    },
    ratios: {}
  }
}
