import { select } from '../record/select.mjs'
import {
  NO_AUTH,
  NO_CHECK,
  NOTHING,
  OURS,
  OURS_ON_MAIN_THREAD,
  SIGNATURE_ALONE
} from '../servers/protection.mjs'
import { BAD_TOKENS } from '../tokens/bad-tokens.mjs'
import { medianOf, quotientOf } from './target.mjs'

/** @typedef {import('./target.mjs').Target} Target */
/** @typedef {import('../record/results.mjs').Results} Results */

const NO_PEERS = [NO_CHECK, NO_AUTH, NOTHING, SIGNATURE_ALONE, OURS, OURS_ON_MAIN_THREAD]

/** Requests per second: the part of "no check", and the multiple of the best peer. */
const SERVERS = [
  { framework: 'Express', stream: '1,000 repeated', part: 0.9, lead: 2 },
  { framework: 'Fastify', stream: '1,000 repeated', part: 0.85, lead: 2 },
  { framework: 'Express', stream: 'fresh', part: 0.6, lead: 1.3 },
  { framework: 'Fastify', stream: 'fresh', part: 0.4, lead: 1.3 }
]

/** @type {readonly Target[]} */
const serverTargets = SERVERS.flatMap(({ framework, stream, part, lead }) => [
  {
    wanted: `${framework}, ${stream}: requests per second, part of "no check"`,
    read: (results) =>
      medianOf(select(results, 'server', { framework, stream, who: OURS }), 'ratios', 'rate'),
    atLeast: part
  },
  {
    wanted: `${framework}, ${stream}: requests per second, times the best peer`,
    read(results) {
      const rows = select(results, 'server', { framework, stream })
      const peers = rows.filter(({ labels }) => !NO_PEERS.includes(String(labels['who'])))
      const best = Math.max(...peers.flatMap(({ figures }) => figures['rate']?.median ?? []))
      const ours = rows.filter(({ labels }) => labels['who'] === OURS)
      return quotientOf(medianOf(ours, 'figures', 'rate'), peers.length === 0 ? undefined : best)
    },
    atLeast: lead
  },
  ...(stream === 'fresh'
    ? []
    : [
        {
          wanted: `${framework}, ${stream}: p99, times "no check"`,
          read: (/** @type {Results} */ results) =>
            medianOf(select(results, 'server', { framework, stream, who: OURS }), 'ratios', 'p99'),
          atMost: 1.3
        }
      ])
])

/** @type {readonly Target[]} */
const memoryTargets = [
  {
    wanted: 'memory for each remembered token, 100,000 of them: bytes of heap',
    read: (results) =>
      medianOf(select(results, 'memory', { tokens: 100_000, who: OURS }), 'figures', 'bytes'),
    atMost: 1400
  },
  {
    // Not every one: two of so many tokens can have the same key, and one replaces the other.
    wanted: '100,000 tokens to remember: how many are remembered',
    read: (results) =>
      medianOf(select(results, 'memory', { tokens: 100_000, who: OURS }), 'figures', 'remembered'),
    atLeast: 99_990
  },
  {
    wanted: '1,000,000 distinct tokens: memory of the process at the end, times that after 100,000',
    read: (results) =>
      quotientOf(
        medianOf(select(results, 'distinct', { seen: 1_000_000 }), 'figures', 'rss'),
        medianOf(select(results, 'distinct', { seen: 100_000 }), 'figures', 'rss')
      ),
    atMost: 1.1
  }
]

/** @type {readonly Target[]} */
const floodTargets = [
  ...[OURS, OURS_ON_MAIN_THREAD].flatMap((verifier) =>
    BAD_TOKENS.map((who) => ({
      wanted: `${verifier}: CPU to refuse a token (${who}), times that to accept one`,
      read: (/** @type {Results} */ results) =>
        medianOf(select(results, 'flood', { verifier, who }), 'ratios', 'cpu'),
      atMost: 1
    }))
  ),
  ...['Express', 'Fastify'].map((framework) => ({
    wanted: `${framework}, good traffic beside a flood on one core: part of its rate`,
    read: (/** @type {Results} */ results) =>
      medianOf(
        select(results, 'beside', { framework, protection: OURS, who: 'beside a flood' }),
        'ratios',
        'rate'
      ),
    atLeast: 0.5
  }))
]

/** @type {readonly Target[]} */
const startTargets = [
  {
    wanted: 'import of @portcullis/core, times that of jose',
    read: (results) =>
      medianOf(
        select(results, 'startup', { what: 'import', who: '@portcullis/core' }),
        'ratios',
        'milliseconds'
      ),
    atMost: 0.6
  }
]

/** @type {readonly Target[]} */
export const PROCESS_TARGETS = [...serverTargets, ...memoryTargets, ...floodTargets, ...startTargets]
