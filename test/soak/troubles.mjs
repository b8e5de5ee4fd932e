import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {import('@portcullis/testing').Fault} Fault */

/** @type {readonly { target: 'both' | 'jwks' | 'metadata'; fault: Fault }[]} */
const FAULTS = [
  ...['both', 'jwks'].flatMap((target) =>
    /** @type {Fault[]} */ ([
      { kind: 'reset' },
      { kind: 'hang' },
      { kind: 'cutOff' },
      { kind: 'html' },
      { kind: 'truncated' },
      { kind: 'drip', everySeconds: 0.01 },
      { kind: 'huge', bytes: 2 ** 20 },
      { kind: 'gzipBomb', bytes: 2 ** 22 },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 404 },
      { kind: 'status', status: 429, headers: { 'Retry-After': '20' } },
      { kind: 'redirect', location: 'http://127.0.0.1:9/' }
    ]).map((fault) => ({ target: /** @type {'both' | 'jwks'} */ (target), fault }))
  ),
  { target: 'jwks', fault: { kind: 'emptySet' } },
  { target: 'jwks', fault: { kind: 'noUsableKey' } },
  { target: 'metadata', fault: { kind: 'wrongIssuer' } },
  { target: 'metadata', fault: { kind: 'insecureJwksUri' } }
]

/** How long an outage lasts, in seconds: most within the life of a set, some beyond the bound. */
const LENGTHS = /** @type {const} */ ({ short: [2, 40], middle: [40, 200], long: [300, 600] })

/** How many keys are published at most. */
const MAX_KEYS = 4

/**
 * Lets an issuer fail, rotate and recover at random, and keeps its history.
 *
 * @param {object} parts
 * @param {import('@portcullis/testing').TestIssuer} parts.issuer
 * @param {import('./judge.mjs').IssuerHistory} parts.history
 * @param {import('@portcullis/core').Clock} parts.clock
 * @param {number} parts.speed
 * @param {import('./random.mjs').Draw} parts.draw
 */
export function createTroubles({ issuer, history, clock, speed, draw }) {
  const counts = { outages: 0, rotations: 0 }
  const ending = new AbortController()
  const now = () => clock.monotonic() / 1000
  const published = () => issuer.publicKeys().map(({ kid = '' }) => kid)
  let noiseUntil = 0

  /** @param {number} seconds */
  const pass = (seconds) => sleep((seconds / speed) * 1000, undefined, { signal: ending.signal })

  /** @param {() => Promise<void> | void} change */
  async function changeKeys(change) {
    const before = published()
    await change()
    const after = published()
    for (const kid of before.filter((each) => !after.includes(each))) history.remove(kid, now())
    for (const kid of after.filter((each) => !before.includes(each))) history.publish(kid, now())
    counts.rotations += 1
  }

  async function rotate() {
    const keepOld = published().length < MAX_KEYS && draw.happens(0.7)
    await changeKeys(() => issuer.rotate({ keepOld }))
    if (!draw.happens(0.3) || published().length < 2) return
    await pass(draw.between(5, 60))
    await changeKeys(() => issuer.removeKey(published().at(-1) ?? ''))
  }

  async function fail() {
    counts.outages += 1
    history.failing(now())
    const chosen = draw.oneOf(FAULTS)
    if (chosen === undefined || draw.happens(0.25)) await issuer.stop()
    else issuer.faults.apply(chosen.target, chosen.fault)
    const [shortest, longest] = LENGTHS[draw.weighted({ short: 6, middle: 3, long: 1 })]
    await pass(draw.between(shortest, longest))
    if (draw.happens(0.4)) await rotate()
    await recover()
  }

  async function recover() {
    issuer.faults.clear()
    await issuer.start()
    history.healthy(now())
  }

  async function run() {
    while (!ending.signal.aborted) {
      await pass(draw.between(5, 150))
      if (draw.happens(0.3)) noiseUntil = now() + draw.between(10, 60)
      if (draw.happens(0.5)) await rotate()
      else await fail()
    }
  }

  return {
    counts,
    /** Whether tokens of unknown and removed keys may be presented. */
    isNoisy: () => now() < noiseUntil,
    /** Goes on until it is ended; leaves the issuer as it is. */
    run: () =>
      run().catch((error) => {
        if (!ending.signal.aborted) throw error
      }),
    end: () => ending.abort()
  }
}
