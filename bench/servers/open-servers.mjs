import { startSubject } from '../measure/subject.mjs'
import { pathOf } from './frameworks.mjs'

/** @typedef {import('../measure/subject.mjs').Subject} Subject */
/** @typedef {import('./frameworks.mjs').ServerPlan} ServerPlan */
/** @typedef {import('./load.mjs').LoadPlan} LoadPlan */
/** @typedef {import('./load.mjs').LoadResult} LoadResult */

/**
 * A stream of requests: which tokens, how many of them, on how many connections, and for how long; before
 * that, for `settleSeconds`, it is not measured.
 *
 * @typedef {Pick<Required<LoadPlan>, 'pool' | 'tokens' | 'connections' | 'seconds'> & {
 *   settleSeconds?: number
 *   awake?: boolean
 * }} Stream
 */

/**
 * A server that runs, and that can be put under load. The answer has: requests per second (`rate`), times of
 * answer (`p50`, `p99`), processor time for each request (`cpu`), the delay of its event loop (`delay`), all
 * times in microseconds, and for which part of the time it was busy.
 *
 * `takeTurn` measures it as one of several, and lets it stand still until the next turn. `pause` and `resume`
 * let it and its load stand still. `flood` makes other load beside, and measures nothing.
 *
 * @typedef {{
 *   measure: (stream: Stream) => Promise<Record<string, number>>
 *   takeTurn: (stream: Stream) => Promise<Record<string, number>>
 *   pause: () => void
 *   resume: () => void
 *   flood: (stream: Omit<LoadPlan, 'url' | 'offset'>, load: Subject) => Promise<LoadResult>
 *   stop: () => Promise<void>
 * }} OpenServer
 */

/**
 * A server that stands still while others take their turns seems idle to V8, which then shrinks the young
 * generation of its heap: it has to be cleaned three times as often from then on, and the server needs many
 * seconds of load to grow it again. The longer a server had stood still before it was measured, the slower it
 * was, by up to a quarter. So all of them keep the size that a busy server has.
 */
const BUSY = ['--no-memory-reducer', '--min-semi-space-size=16']

/** This many loads in a row without an answer are a server that does not answer. */
const MAX_ATTEMPTS = 5

/**
 * Starts what makes the load.
 *
 * @param {number} [core] The core that it runs on; undefined for all.
 * @returns {Subject} It.
 */
export function startLoad(core) {
  return startSubject('servers/load.mjs', { core })
}

/**
 * Starts a server.
 *
 * @param {ServerPlan} plan Which.
 * @param {Subject} load What makes the load.
 * @param {number | undefined} core The core that it runs on; undefined for all.
 * @returns {Promise<OpenServer>} The server.
 */
export async function openServer(plan, load, core) {
  const server = startSubject('servers/server.mjs', { core, argument: plan, flags: BUSY })
  return openSubject(server, plan, { load, awake: core !== undefined })
}

/**
 * Starts a server in several processes, which use all cores.
 *
 * @param {ServerPlan & { workers: number }} plan Which.
 * @param {Subject} load What makes the load.
 * @returns {Promise<OpenServer>} The server.
 */
export async function openCluster(plan, load) {
  const server = startSubject('servers/cluster.mjs', { argument: plan, flags: BUSY })
  return openSubject(server, plan, { load, awake: false })
}

/**
 * @param {Subject} subject
 * @param {ServerPlan} plan
 * @param {{ load: Subject; awake: boolean }} from Where its requests come from.
 * @returns {Promise<OpenServer>}
 */
async function openSubject(subject, plan, { load, awake }) {
  /** @type {number} */
  const port = await subject.ask('port')
  const url = `http://127.0.0.1:${port}${pathOf((plan.routes ?? 1) - 1)}`
  let offset = 0
  /** @type {number | undefined} */
  let rate
  /**
   * Sends a load until at least one request is answered, for twice as long each time. A short load on a busy
   * core can end before its first answer: it has no rate, and the next load would have no requests.
   *
   * @param {Stream} stream
   */
  const send = async (stream) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const seconds = stream.seconds * 2 ** attempt
      /** @type {LoadResult} */
      const result = await load.ask('load', { awake, ...stream, seconds, url, offset, rate })
      if (result.requests === 0) continue
      offset += result.requests
      // A server gets faster while it warms up.
      rate = (result.requests / result.seconds) * 2
      return result
    }
    throw new Error(`${plan.framework}, ${plan.protection}: no request was answered in ${MAX_ATTEMPTS} loads`)
  }
  /** @param {Stream} stream */
  const measure = async ({ settleSeconds = 0, ...stream }) => {
    if (settleSeconds > 0) await send({ ...stream, seconds: settleSeconds })
    const before = await readServer(subject)
    const result = await send(stream)
    const after = await readServer(subject)
    return {
      rate: result.requests / result.seconds,
      p50: result.p50,
      p99: result.p99,
      cpu: (after.cpu - before.cpu) / result.requests,
      busy: (after.cpu - before.cpu) / (result.seconds * 1e6),
      delay: after.delay
    }
  }
  return {
    measure,
    pause() {
      subject.pause()
      load.pause()
    },
    resume() {
      subject.resume()
      load.resume()
    },
    async takeTurn(stream) {
      subject.resume()
      const sample = await measure(stream)
      subject.pause()
      return sample
    },
    flood: (stream, other) => other.ask('load', { ...stream, url, offset: 0 }),
    stop: () => subject.stop()
  }
}

/**
 * @param {Subject} subject
 * @returns {Promise<Record<'cpu' | 'wall' | 'delay', number>>}
 */
function readServer(subject) {
  return subject.ask('meters')
}
