// A program that remembers verified tokens, and tells what memory that takes. Runs with --expose-gc.
import { Buffer } from 'node:buffer'
import { answer } from '../measure/answer.mjs'
import { costSince, readMeters } from '../measure/cost.mjs'
import { openSupply } from '../tokens/fresh-strings.mjs'
import { VERIFIERS } from '../verifiers/index.mjs'

/** @typedef {import('../verifiers/verifier.mjs').Trust} Trust */
/** @typedef {{ name: string; trust: Trust; tokenCacheSize: number; isReading?: boolean }} Opening */

/** How many tokens are under way at a time. */
const AT_A_TIME = 16

/** @type {((header: string) => unknown) | undefined} */
let verify
/** Whether the application looks at the claims. */
let isReading = false

answer({
  async open(/** @type {Opening} */ { name, trust, tokenCacheSize, isReading: reads = false }) {
    isReading = reads
    const opened = await VERIFIERS.find((each) => each.name === name)?.open(trust, { tokenCacheSize })
    verify = /** @type {(header: string) => unknown} */ (opened?.verify)
  },
  /**
   * Has all tokens of a pool verified and recognised; tells what the heap has grown by, and how many tokens
   * were recognised at the end.
   */
  async remember(/** @type {{ pool: string; warmUp: number }} */ { pool, warmUp }) {
    const supply = openSupply(pool)
    // What the code itself takes is there before the first reading.
    await seeTwice(supply, warmUp)
    const before = readHeap()
    await seeTwice(supply, supply.size - warmUp)
    const after = readHeap()
    const recognised = supply.take(supply.size).filter((header) => isRecognised(header))
    return { grown: after - before, recognised: recognised.length, seen: supply.size, warmUp }
  },
  /** Has new tokens verified; tells what each has cost, and the memory of the process. */
  async pass(/** @type {{ tokens: readonly string[] }} */ { tokens }) {
    const headers = tokens.map((token) => `Bearer ${token}`)
    const start = readMeters()
    await seeOnce(headers)
    return { ...costSince(start, tokens.length), ...readMemory() }
  },
  memory: readMemory
})

function readHeap() {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function readMemory() {
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heapUsed }
}

/**
 * A memory may keep what came only once in a small part of itself. The second time, the same token comes in
 * another string, as in a server; and the application looks at whose it is, as applications do.
 *
 * @param {import('../tokens/fresh-strings.mjs').HeaderSupply} supply
 * @param {number} count
 */
async function seeTwice(supply, count) {
  for (let index = 0; index < count; index += 1) {
    const [header = ''] = supply.take(1)
    await verify?.(header)
    readSubject(await verify?.(Buffer.from(header, 'latin1').toString('latin1')))
  }
}

/** @param {unknown} verdict */
function readSubject(verdict) {
  if (isReading) /** @type {{ context?: { subject?: string } }} */ (verdict).context?.subject?.at(0)
}

/**
 * Ours answers at once what it remembers; the other's answers are all at once.
 *
 * @param {string} header
 */
function isRecognised(header) {
  return !(verify?.(header) instanceof Promise)
}

/** @param {readonly string[]} headers */
async function seeOnce(headers) {
  for (let first = 0; first < headers.length; first += AT_A_TIME) {
    await Promise.all(headers.slice(first, first + AT_A_TIME).map((header) => verify?.(header)))
  }
}
