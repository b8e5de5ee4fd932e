import { parseArgs } from 'node:util'

/** How the APIs under test keep keys, in seconds: short lives, so that much happens. */
export const KEY_OPTIONS = { ttlSeconds: 60, staleIfErrorSeconds: 300, fetchTimeoutSeconds: 30 }

/** What is promised then. */
export const PROMISES = {
  life: KEY_OPTIONS.ttlSeconds,
  refresh: KEY_OPTIONS.ttlSeconds * 0.88,
  stale: KEY_OPTIONS.staleIfErrorSeconds,
  fetch: 2 * KEY_OPTIONS.fetchTimeoutSeconds,
  backOff: 60,
  budget: 2,
  refetch: 10
}

/** So few that the memory of verified tokens is full, and keeps its size, from the first minute on. */
export const VERIFIED_TOKENS = 500

const USAGE = 'usage: npm run soak -- [--minutes 10] [--rate 200] [--speed 20] [--seed <number>]'

/**
 * @typedef {object} SoakSettings
 * @property {number} minutes Of real time.
 * @property {number} rate Requests in a second of real time.
 * @property {number} speed How many seconds pass in one.
 * @property {number} seed
 */

/**
 * @param {readonly string[]} args
 * @returns {SoakSettings}
 */
export function readSettings(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '200' },
      speed: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) }
    }
  })
  const settings = {
    minutes: Number(values.minutes),
    rate: Number(values.rate),
    speed: Number(values.speed),
    seed: Number(values.seed)
  }
  if (!Object.values(settings).every((value) => Number.isFinite(value) && value >= 0)) throw new Error(USAGE)
  return settings
}
