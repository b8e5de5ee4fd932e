// A program that verifies tokens with one verifier, and tells what that costs.
import { answer } from '../measure/answer.mjs'
import { costSince, readMeters } from '../measure/cost.mjs'
import { openSupply } from '../tokens/fresh-strings.mjs'
import { VERIFIERS } from './index.mjs'

/** @typedef {{ verify: (input: unknown) => unknown; prepare: (header: string) => unknown }} Ready */
/** @typedef {import('../tokens/fresh-strings.mjs').HeaderSupply} HeaderSupply */
/**
 * What to verify with, and which tokens: so many of a pool, which are all good, or all `bad`.
 *
 * @typedef {{
 *   name: string
 *   trust: import('./verifier.mjs').Trust
 *   verifiedTokens: number
 *   pool: string
 *   tokens?: number
 *   bad?: boolean
 * }} Opening
 */

/** So many header values are made at a time, so that they are as close to the processor as in a server. */
const BATCH = 100

/** @type {Ready | undefined} */
let ready
/** @type {HeaderSupply | undefined} */
let supply

answer({
  async open(/** @type {Opening} */ { name, trust, verifiedTokens, pool, tokens, bad = false }) {
    const verifier = VERIFIERS.find((each) => each.name === name)
    if (verifier === undefined) throw new Error(`there is no verifier "${name}"`)
    const { verify, prepare = asItIs } = await verifier.open(trust, { verifiedTokens })
    ready = { verify: /** @type {Ready['verify']} */ (verify), prepare }
    supply = openSupply(pool, tokens)
    if (!bad) await refuseImpostors(ready, supply)
  },
  /** One call after the other, or several at a time; each with the next token of the pool. */
  verify: async (/** @type {{ calls: number; atATime: number }} */ { calls, atATime }) => {
    const { subject, headers } = opened()
    const inputs = headers.take(calls).map((header) => subject.prepare(header))
    const start = readMeters()
    if (atATime === 1) await verifyInTurn(subject, inputs)
    else await verifyTogether(subject, inputs, atATime)
    return costSince(start, calls)
  },
  /** The same for tokens that must all be refused. */
  refuse: async (/** @type {{ calls: number }} */ { calls }) => {
    const { subject, headers } = opened()
    const inputs = headers.take(calls).map((header) => subject.prepare(header))
    const start = readMeters()
    await refuseInTurn(subject, inputs)
    return costSince(start, calls)
  },
  /** Wall-clock time only, in batches, for what takes less than a microsecond. */
  recognize: async (/** @type {{ calls: number }} */ { calls }) => {
    const { subject, headers } = opened()
    const batches = Math.ceil(calls / BATCH)
    let milliseconds = 0
    for (let batch = 0; batch < batches; batch += 1) {
      const inputs = headers.take(BATCH).map((header) => subject.prepare(header))
      const start = performance.now()
      await verifyInTurn(subject, inputs)
      milliseconds += performance.now() - start
    }
    return { wall: (milliseconds * 1000) / (batches * BATCH) }
  }
})

function opened() {
  if (ready === undefined || supply === undefined) throw new Error('no verifier is open')
  return { subject: ready, headers: supply }
}

/** @param {string} header */
function asItIs(header) {
  return header
}

/**
 * What is at once is not waited for.
 *
 * @param {Ready} subject
 * @param {readonly unknown[]} inputs
 */
async function verifyInTurn({ verify }, inputs) {
  for (const input of inputs) {
    const verdict = verify(input)
    if (verdict instanceof Promise) await verdict
  }
}

/**
 * @param {Ready} subject
 * @param {readonly unknown[]} inputs
 */
async function refuseInTurn({ verify }, inputs) {
  for (const input of inputs) {
    let isRefused = false
    try {
      const verdict = verify(input)
      if (verdict instanceof Promise) await verdict
    } catch {
      isRefused = true
    }
    if (!isRefused) throw new Error('a bad token was accepted')
  }
}

/**
 * @param {Ready} subject
 * @param {readonly unknown[]} inputs
 * @param {number} atATime
 */
async function verifyTogether(subject, inputs, atATime) {
  const share = Math.ceil(inputs.length / atATime)
  const shares = Array.from({ length: atATime }, (_, index) =>
    inputs.slice(index * share, (index + 1) * share)
  )
  await Promise.all(shares.map(async (each) => verifyInTurn(subject, each)))
}

/**
 * What accepts everything is fast, but no verifier.
 *
 * @param {Ready} subject
 * @param {HeaderSupply} headers
 */
async function refuseImpostors({ verify, prepare }, headers) {
  const [good = ''] = headers.take(1)
  await verify(prepare(good))
  const [start = '', end = ''] = good.split(/(?=.{20}$)/)
  const bad = start + (end.startsWith('A') ? 'B' : 'A') + end.slice(1)
  try {
    await verify(prepare(bad))
  } catch {
    return
  }
  throw new Error('a changed signature was accepted')
}
