import { GUARD_BY_HAND } from './servers/nest-protections.mjs'
import { ALGORITHMS } from './tokens/world.mjs'

/** @typedef {import('./measure/compare.mjs').Patience} Patience */

/** @typedef {import('./servers/frameworks.mjs').FrameworkName} FrameworkName */
/** @typedef {import('./tokens/world.mjs').Algorithm} Algorithm */

/** @type {readonly FrameworkName[]} */
const FRAMEWORKS = ['Express', 'Fastify']

/**
 * Servers that are measured by themselves, too.
 *
 * @type {readonly FrameworkName[]}
 */
const SERVER_FRAMEWORKS = [...FRAMEWORKS, 'NestJS']

/** The stream of requests in which every token is a new one. */
export const FRESH = 'fresh'

/** The streams of requests that servers get: how many tokens come in turn. */
const STREAMS = [
  { stream: FRESH, tokens: Infinity },
  { stream: '1,000 repeated', tokens: 1_000 },
  { stream: 'one', tokens: 1 }
]

/** For figures that are published. */
export const FULL = {
  mode: /** @type {'full' | 'quick'} */ ('full'),
  fresh: {
    algorithms: /** @type {readonly Algorithm[]} */ (ALGORITHMS),
    atATime: [1, 16],
    /** Who remembers tokens starts anew when all of these were used, so that every token is a new one. */
    pool: 12_000,
    tokenCacheSize: 10_000,
    warmUpSeconds: 2,
    /** Not measured: they bring back to the processor's caches what others have driven out. */
    settleCalls: 300,
    calls: 1_500,
    patience: patience(9, 41, 60)
  },
  hits: {
    algorithms: /** @type {readonly Algorithm[]} */ (['RS256', 'ES256']),
    tokens: [1, 1_000],
    warmUpSeconds: 1,
    settleCalls: 1_000,
    calls: 10_000,
    /** For those that verify each time. */
    callsOfForgetful: 200,
    patience: patience(9, 41, 60)
  },
  dpop: {
    warmUpSeconds: 2,
    settleCalls: 100,
    calls: 500,
    /**
     * A proof is remembered for 310 seconds, in two buckets of as many seconds each: the heap is read after
     * so many proofs that both were dropped, and then each second time, when they are equally full.
     */
    memory: { perSecond: 100, marks: [76_000, 138_000, 200_000] },
    patience: patience(9, 41, 60)
  },
  server: {
    frameworks: SERVER_FRAMEWORKS,
    streams: STREAMS,
    pool: 20_000,
    /** So few under fresh tokens that all of the pool are new. */
    tokenCacheSize: 100,
    /** All of them. */
    protections: /** @type {readonly string[] | undefined} */ (undefined),
    connections: 32,
    /** Servers get faster for longer than one thinks, above all those with much code. */
    warmUpSeconds: 5,
    /** Not measured: a server that comes back from idleness has to find its pace again. */
    settleSeconds: 0.5,
    seconds: 2,
    /** In each round, and before it: long enough for a few garbage collections. */
    turns: { warmUpSeconds: 6, startMilliseconds: 500, turns: 10, milliseconds: 150 },
    patience: patience(3, 9, 120)
  },
  anatomy: { patience: patience(7, 15, 120) },
  threads: { algorithms: /** @type {readonly Algorithm[]} */ (['RS256', 'ES256']) },
  cluster: { frameworks: FRAMEWORKS },
  growth: {
    fresh: { tokens: 1_000, warmUpSeconds: 2, calls: 300, turns: 9, patience: patience(5, 9, 40) },
    repeated: { tokens: 1_000, warmUpSeconds: 1, calls: 10_000, turns: 15, patience: patience(5, 9, 40) }
  },
  flood: { tokens: 50_000, warmUpSeconds: 2, settleCalls: 200, calls: 1_000, patience: patience(9, 21, 30) },
  beside: {
    protections: ['portcullis', 'jose by hand', 'aws-jwt-verify by hand'],
    badTokens: 50_000,
    patience: patience(3, 7, 90)
  },
  startup: { patience: patience(11, 31, 120) },
  memory: { tokens: [10_000, 100_000], rounds: 3 },
  distinct: { marks: [1_000, 10_000, 100_000, 200_000, 400_000, 600_000, 800_000, 1_000_000] }
}

/** @typedef {typeof FULL} Settings */

/**
 * For daily use: the same in small.
 *
 * @type {Settings}
 */
export const QUICK = {
  mode: 'quick',
  fresh: {
    algorithms: ['RS256'],
    atATime: [1],
    pool: 600,
    tokenCacheSize: 400,
    warmUpSeconds: 0.15,
    settleCalls: 20,
    calls: 50,
    patience: patience(3, 5, 2)
  },
  hits: {
    algorithms: ['RS256'],
    tokens: [1_000],
    warmUpSeconds: 0.1,
    settleCalls: 500,
    calls: 3_000,
    callsOfForgetful: 50,
    patience: patience(3, 5, 2)
  },
  dpop: {
    warmUpSeconds: 0.1,
    settleCalls: 20,
    calls: 100,
    memory: { perSecond: 2, marks: [1_520, 2_760] },
    patience: patience(3, 5, 2)
  },
  server: {
    frameworks: SERVER_FRAMEWORKS,
    streams: STREAMS.slice(0, 2),
    pool: 3_000,
    protections: [
      'no check',
      'portcullis',
      'fastify-jwt-jwks, cache',
      'aws-jwt-verify by hand',
      GUARD_BY_HAND
    ],
    tokenCacheSize: 100,
    connections: 16,
    warmUpSeconds: 0.2,
    settleSeconds: 0,
    seconds: 0.2,
    turns: { warmUpSeconds: 0.2, startMilliseconds: 100, turns: 2, milliseconds: 100 },
    patience: patience(1, 1, 10)
  },
  anatomy: { patience: patience(1, 1, 5) },
  threads: { algorithms: ['RS256'] },
  cluster: { frameworks: ['Fastify'] },
  growth: {
    fresh: { tokens: 200, warmUpSeconds: 0.15, calls: 50, turns: 3, patience: patience(1, 1, 2) },
    repeated: { tokens: 200, warmUpSeconds: 0.1, calls: 2_000, turns: 3, patience: patience(1, 1, 2) }
  },
  flood: { tokens: 500, warmUpSeconds: 0.1, settleCalls: 20, calls: 50, patience: patience(3, 3, 2) },
  beside: { protections: ['portcullis'], badTokens: 2_000, patience: patience(1, 1, 5) },
  startup: { patience: patience(1, 1, 5) },
  memory: { tokens: [3_000], rounds: 1 },
  distinct: { marks: [1_000, 5_000, 20_000] }
}

/**
 * @param {number} minRounds
 * @param {number} maxRounds
 * @param {number} seconds
 * @returns {Patience}
 */
function patience(minRounds, maxRounds, seconds) {
  return { minRounds, maxRounds, seconds, spread: 0.03 }
}
