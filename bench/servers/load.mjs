// The load on a server: connections that each ask again as soon as they have their answer.
import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { answer } from '../measure/answer.mjs'
import { readPool } from '../tokens/fresh-strings.mjs'
import { startStopwatch } from './stopwatch.mjs'

/**
 * What to ask: so many `tokens` of the pool, divided among the connections, beginning at `offset`; none for
 * requests without a token. It ends after `seconds`, or, where `amount` is given, after so many requests.
 * Requests are made before the clock runs, as many as `rate`, the requests per second that are expected, can
 * use up. With `awake` it does not sleep between two answers, for which it needs a core of its own.
 *
 * @typedef {{
 *   url: string
 *   pool: string
 *   tokens: number
 *   offset: number
 *   connections: number
 *   seconds?: number
 *   rate?: number
 *   amount?: number
 *   expect?: number
 *   awake?: boolean
 * }} LoadPlan
 */

/**
 * Pauses in which this program and the server stand still do not count: neither in the seconds, nor do
 * requests that were under way then in the times of answer.
 *
 * @typedef {{ requests: number; seconds: number; p50: number; p99: number }} LoadResult
 */

/** @type {Map<string, readonly string[]>} */
const pools = new Map()

answer({
  async load(/** @type {LoadPlan} */ plan) {
    const fallAsleep = plan.awake === true ? stayAwake() : () => {}
    try {
      return await load(plan)
    } finally {
      fallAsleep()
    }
  }
})

/**
 * @param {LoadPlan} plan
 * @returns {Promise<LoadResult>} Times in microseconds.
 */
async function load(plan) {
  const { url, connections, seconds = 1, amount, expect = 200 } = plan
  const shares = sharesOf(plan)
  const times = createHistogram()
  let connection = 0
  let unexpected = 0
  let requests = 0
  let milliseconds = 0
  let stopwatch = startStopwatch()
  const options = {
    url,
    connections,
    sampleInt: 50,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    /** @param {import('autocannon').Client} client */
    setupClient(client) {
      client.setRequests(shares[connection++ % shares.length] ?? [])
    }
  }
  const { errors } = await new Promise(
    (/** @type {(result: autocannon.Result) => void} */ resolve, reject) => {
      const running = autocannon(options, (error, result) => {
        if (error === null) resolve(result)
        else reject(error instanceof Error ? error : new Error(String(error)))
      })
      running.on('start', () => {
        stopwatch.stop()
        stopwatch = startStopwatch()
      })
      running.on('response', (...[, status, , took]) => {
        milliseconds = stopwatch.read()
        requests += 1
        if (performance.now() - took >= stopwatch.resumedAt())
          times.record(Math.max(1, Math.round(took * 1000)))
        if (status !== expect) unexpected += 1
      })
    }
  )
  stopwatch.stop()
  if (errors > 0 || unexpected > 0)
    throw new Error(`${unexpected} answers were not ${expect}, ${errors} failed`)
  return {
    requests,
    seconds: milliseconds / 1000,
    p50: times.percentile(50),
    p99: times.percentile(99)
  }
}

/**
 * Keeps this program from falling asleep between two answers. The server would have to wake it with every
 * answer, and pay for that: on a virtual machine nearly as much as for a signature check. And only a slow one
 * would pay, since a fast one never finds the load asleep.
 *
 * @returns What ends it.
 */
function stayAwake() {
  let isAwake = true
  const turn = () => {
    if (isAwake) setImmediate(turn)
  }
  turn()
  return () => {
    isAwake = false
  }
}

/** More than any server answers in a second, where nothing better is known. */
const MAX_RATE = 40_000

/**
 * Divides the requests among the connections: each has its own tokens, and no token is on two connections at
 * the same time, unless there are too few.
 *
 * @param {LoadPlan} plan
 */
function sharesOf({ pool, tokens, offset, connections, seconds = 1, amount, rate = MAX_RATE }) {
  if (tokens === 0) return [[{}]]
  const all = poolAt(pool)
  const size = Math.min(tokens, all.length)
  const wanted = Math.min(size, amount ?? Math.ceil(seconds * rate))
  const requests = Array.from({ length: Math.max(wanted, connections) }, (_, index) => ({
    headers: { authorization: `Bearer ${all[(offset + index) % size] ?? ''}` }
  }))
  return Array.from({ length: connections }, (_, first) =>
    requests.filter((__, index) => index % connections === first)
  )
}

/** @param {string} file */
function poolAt(file) {
  const known = pools.get(file)
  if (known !== undefined) return known
  const tokens = readPool(file)
  pools.set(file, tokens)
  return tokens
}
