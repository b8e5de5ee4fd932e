// A program that verifies tokens with one verifier, and tells what that costs.
import { answer } from '../measure/answer.mjs'
import { costSince, readMeters } from '../measure/cost.mjs'
import { openSupply } from '../tokens/fresh-strings.mjs'
import { VERIFIERS } from './index.mjs'

/**
 * @typedef {{
 *   verify: (input: unknown) => unknown
 *   prepare: (header: string) => unknown
 *   close: () => Promise<void>
 * }} Ready
 */
/** @typedef {import('../tokens/fresh-strings.mjs').HeaderSupply} HeaderSupply */
/**
 * What to verify with, and which tokens: so many of a pool, which are all good, or all `bad`.
 *
 * @typedef {{
 *   name: string
 *   trust: import('./verifier.mjs').Trust
 *   tokenCacheSize: number
 *   pool: string
 *   tokens?: number
 *   bad?: boolean
 * }} Opening
 */

/** So many header values are made at a time, so that they are as close to the processor as in a server. */
const BATCH = 100

/** @typedef {{ calls: number; settleCalls?: number; atATime: number }} Work */

/** @type {Opening | undefined} */
let opening
/** @type {Ready | undefined} */
let ready
/** @type {HeaderSupply | undefined} */
let supply

answer({
  async open(/** @type {Opening} */ how) {
    opening = how
    ready = await openVerifier(how)
    supply = openSupply(how.pool, how.tokens)
    if (how.bad !== true) await refuseImpostors(ready, supply)
  },
  /** One call after the other, or several at a time; each with the next token of the pool. */
  verify: async (/** @type {Work} */ { calls, settleCalls = 0, atATime }) => {
    await forgetWhatComesAgain(calls + settleCalls)
    const { subject, headers } = opened()
    await verifyInTurn(subject, inputsFrom(headers, subject, settleCalls))
    const inputs = inputsFrom(headers, subject, calls)
    const start = readMeters()
    if (atATime === 1) await verifyInTurn(subject, inputs)
    else await verifyTogether(subject, inputs, atATime)
    return costSince(start, calls)
  },
  /** The same for tokens that must all be refused. */
  refuse: async (/** @type {Work} */ { calls, settleCalls = 0 }) => {
    const { subject, headers } = opened()
    await refuseInTurn(subject, inputsFrom(headers, subject, settleCalls))
    const inputs = inputsFrom(headers, subject, calls)
    const start = readMeters()
    await refuseInTurn(subject, inputs)
    return costSince(start, calls)
  },
  /** Wall-clock time only, in batches, for what takes less than a microsecond. */
  recognize: async (/** @type {Work} */ { calls, settleCalls = 0 }) => {
    const { subject, headers } = opened()
    await verifyInTurn(subject, inputsFrom(headers, subject, settleCalls))
    const batches = Math.ceil(calls / BATCH)
    let milliseconds = 0
    for (let batch = 0; batch < batches; batch += 1) {
      const inputs = inputsFrom(headers, subject, BATCH)
      const start = performance.now()
      await verifyInTurn(subject, inputs)
      milliseconds += performance.now() - start
    }
    return { wall: (milliseconds * 1000) / (batches * BATCH) }
  }
})

/**
 * @param {Opening} how
 * @returns {Promise<Ready>}
 */
async function openVerifier({ name, trust, tokenCacheSize }) {
  const verifier = VERIFIERS.find((each) => each.name === name)
  if (verifier === undefined) throw new Error(`there is no verifier "${name}"`)
  const { verify, prepare = asItIs, close = nothing } = await verifier.open(trust, { tokenCacheSize })
  return { verify: /** @type {Ready['verify']} */ (verify), prepare, close }
}

/**
 * Begins anew, with a verifier that remembers nothing, where so many more tokens would be some that it knows.
 *
 * @param {number} count
 */
async function forgetWhatComesAgain(count) {
  const { how, subject, headers } = opened()
  if (how.tokenCacheSize === 0 || headers.left() >= count) return
  await subject.close()
  ready = await openVerifier(how)
  headers.restart()
}

/**
 * @param {HeaderSupply} headers
 * @param {Ready} subject
 * @param {number} count
 */
function inputsFrom(headers, subject, count) {
  return headers.take(count).map((header) => subject.prepare(header))
}

function opened() {
  if (opening === undefined || ready === undefined || supply === undefined)
    throw new Error('no verifier is open')
  return { how: opening, subject: ready, headers: supply }
}

/** @param {string} header */
function asItIs(header) {
  return header
}

async function nothing() {}

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
    let isAccepted = false
    try {
      const verdict = verify(input)
      // As middleware waits: `await` would throw the refusal once more.
      isAccepted = verdict instanceof Promise ? await verdict.then(yes, no) : true
    } catch {
      // Refused at once.
    }
    if (isAccepted) throw new Error('a bad token was accepted')
  }
}

const yes = () => true
const no = () => false

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
