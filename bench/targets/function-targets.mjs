import { select } from '../record/select.mjs'
import { OURS, OURS_ON_MAIN_THREAD } from '../servers/protection.mjs'
import { leastOf, medianOf, quotientOf } from './target.mjs'

/** @typedef {import('./target.mjs').Target} Target */
/** @typedef {import('../record/results.mjs').Results} Results */

/** What is none of the peers. */
const NO_PEERS = ['limit', 'limit, in the thread pool']

const isOurs = (/** @type {string} */ who) => who.startsWith(OURS)

/** How far two medians may be apart and still be the same. */
const NOISE = 1.03

/** Times the limit: of the main thread, of all threads, and of all threads where the main thread verifies. */
const FRESH = [
  { algorithm: 'RS256', main: 0.7, cpu: 1.45, mainThreadCpu: 1.3 },
  { algorithm: 'PS256', main: undefined, cpu: 1.45, mainThreadCpu: 1.3 },
  { algorithm: 'ES256', main: 0.3, cpu: 1.12, mainThreadCpu: 1.1 },
  { algorithm: 'EdDSA', main: 0.3, cpu: 1.12, mainThreadCpu: 1.1 }
]

const QUANTITIES = { mainCpu: 'main-thread time', cpu: 'CPU' }

/** @type {readonly Target[]} */
const freshTargets = FRESH.flatMap(({ algorithm, main, cpu, mainThreadCpu }) =>
  [1, 16].flatMap((atATime) => [
    ...(main === undefined ? [] : [ratioTarget({ algorithm, atATime, who: OURS }, 'mainCpu', main)]),
    ratioTarget({ algorithm, atATime, who: OURS }, 'cpu', cpu),
    ratioTarget({ algorithm, atATime, who: OURS_ON_MAIN_THREAD }, 'cpu', mainThreadCpu),
    leadTarget(algorithm, atATime, 'mainCpu'),
    leadTarget(algorithm, atATime, 'cpu')
  ])
)

/**
 * @param {{ algorithm: string; atATime: number; who: string }} labels
 * @param {'mainCpu' | 'cpu'} quantity
 * @param {number} atMost
 * @returns {Target}
 */
function ratioTarget(labels, quantity, atMost) {
  const { algorithm, atATime, who } = labels
  return {
    wanted: `fresh ${algorithm}, ${atATime} at a time, ${who}: ${QUANTITIES[quantity]}, times the limit`,
    read: (results) => medianOf(select(results, 'fresh', labels), 'ratios', quantity),
    atMost
  }
}

/**
 * @param {string} algorithm
 * @param {number} atATime
 * @param {'mainCpu' | 'cpu'} quantity
 * @returns {Target}
 */
function leadTarget(algorithm, atATime, quantity) {
  return {
    wanted: `fresh ${algorithm}, ${atATime} at a time: ${QUANTITIES[quantity]}, our better mode to the best peer`,
    read(results) {
      const rows = select(results, 'fresh', { algorithm, atATime })
      const isPeer = (/** @type {import('./target.mjs').Row} */ { labels }) =>
        !NO_PEERS.includes(String(labels['who'])) && !isOurs(String(labels['who']))
      const ours = rows.filter(({ labels }) => isOurs(String(labels['who'])))
      return quotientOf(leastOf(ours, quantity), leastOf(rows.filter(isPeer), quantity))
    },
    atMost: NOISE
  }
}

/** @type {readonly Target[]} */
const hitTargets = [1, 1_000].flatMap((tokens) => [
  {
    wanted: `known token, ${tokens} in turn: microseconds from header to context`,
    read: (results) =>
      medianOf(select(results, 'hits', { algorithm: 'RS256', tokens, who: OURS }), 'figures', 'wall'),
    atMost: 1
  },
  {
    wanted: `known token, ${tokens} in turn: the best peer with a cache, times ours`,
    read(results) {
      const rows = select(results, 'hits', { algorithm: 'RS256', tokens })
      const cached = rows.filter(({ labels }) => String(labels['who']).endsWith('cache'))
      return leastOf(
        cached.map(({ labels, ratios }) => ({ labels, figures: ratios, ratios })),
        'wall'
      )
    },
    atLeast: 7
  }
])

/** @type {readonly Target[]} */
const growthTargets = ['keys in a set', 'issuers', 'guarded routes'].flatMap((matter) =>
  (matter === 'guarded routes' ? ['repeated'] : ['repeated', 'fresh']).map((stream) => ({
    wanted: `cost with many ${matter}, ${stream} tokens: the farthest from that with one`,
    read(/** @type {Results} */ results) {
      const rows = select(results, 'growth', { matter, stream })
      const quantity = stream === 'fresh' ? 'cpu' : 'wall'
      const ratios = rows.flatMap((row) => row.ratios[quantity]?.median ?? [])
      return ratios.length === 0 ? undefined : Math.max(...ratios)
    },
    atMost: 1.1
  }))
)

/** @type {readonly Target[]} */
const dpopTargets = [
  ...[
    { client: 'known', atMost: 1.3 },
    { client: 'new', atMost: 2.3 }
  ].map(({ client, atMost }) => ({
    wanted: `DPoP proof of a ${client} client: CPU, times its bare signature check`,
    read: (/** @type {Results} */ results) =>
      medianOf(select(results, 'dpop', { client, who: OURS_ON_MAIN_THREAD }), 'ratios', 'cpu'),
    atMost
  })),
  {
    wanted: 'heap after the last of all DPoP proofs, times the heap after half of them',
    read(results) {
      const heaps = select(results, 'dpop').flatMap(({ labels, ratios }) =>
        labels['proofs'] === undefined ? [] : (ratios['heap']?.median ?? [])
      )
      return heaps.at(-1)
    },
    atMost: 1.1
  }
]

/** @type {readonly Target[]} */
export const FUNCTION_TARGETS = [...freshTargets, ...hitTargets, ...dpopTargets, ...growthTargets]
