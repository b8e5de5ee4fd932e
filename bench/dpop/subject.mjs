// A program that verifies requests with DPoP proofs, and tells what that costs. Runs with --expose-gc.
import { systemClock } from '@portcullis/core'
import { answer } from '../measure/answer.mjs'
import { costSince, readMeters } from '../measure/cost.mjs'
import { createClient, makeRequest } from './clients.mjs'
import { CONTENDERS } from './contenders.mjs'

/** @typedef {import('./clients.mjs').Authority} Authority */
/** @typedef {import('./clients.mjs').BoundRequest} BoundRequest */
/** @typedef {import('./contenders.mjs').OpenContender} OpenContender */
/** @typedef {{ client: 'known' | 'new'; calls: number; settleCalls: number }} Work */

/** @type {{ contender: OpenContender; authority: Authority } | undefined} */
let opened
/** Seconds by which the clock is ahead of that of the machine. */
let ahead = 0
const clock = {
  ...systemClock,
  now: () => systemClock.now() + ahead,
  monotonic: () => systemClock.monotonic() + ahead * 1000
}

/** @type {import('./clients.mjs').Client | undefined} */
let known

answer({
  async open(/** @type {{ name: string; authority: Authority }} */ { name, authority }) {
    const contender = await CONTENDERS[name]?.({ ...authority, clock })
    if (contender === undefined) throw new Error(`there is no contender "${name}"`)
    opened = { contender, authority }
    known = createClient(authority)
    await contender.know?.(known.token)
    await refuseImpostor(makeRequest(known))
  },
  /** One call after the other: of one client, or each of another. */
  async verify(/** @type {Work} */ { client, calls, settleCalls }) {
    const { contender } = use()
    const requests = await makeRequests(client, settleCalls + calls)
    const inputs = requests.map((request) => contender.prepare(request))
    // What making keys and proofs leaves behind is collected before the clock runs.
    collectGarbage()
    await verifyInTurn(inputs.slice(0, settleCalls))
    const start = readMeters()
    await verifyInTurn(inputs.slice(settleCalls))
    return costSince(start, calls)
  },
  /** Has proofs of one client verified, so many a second by the clock; tells the heap at each mark. */
  async remember(/** @type {{ marks: readonly number[]; perSecond: number }} */ { marks, perSecond }) {
    const { contender } = use()
    const heaps = []
    let proofs = 0
    for (const mark of marks) {
      for (; proofs < mark; proofs += 1) {
        ahead += 1 / perSecond
        const request = makeRequest(knownClient(), clock.now())
        await contender.verify(/** @type {never} */ (contender.prepare(request)))
      }
      heaps.push(readHeap())
    }
    return heaps
  }
})

function use() {
  if (opened === undefined) throw new Error('no contender is open')
  return opened
}

function knownClient() {
  if (known === undefined) throw new Error('no contender is open')
  return known
}

/**
 * @param {Work['client']} kind
 * @param {number} count
 */
async function makeRequests(kind, count) {
  const { contender, authority } = use()
  /** @type {BoundRequest[]} */
  const requests = []
  for (let index = 0; index < count; index += 1) {
    const sender = kind === 'known' ? knownClient() : createClient(authority)
    if (kind === 'new') await contender.know?.(sender.token)
    requests.push(makeRequest(sender))
  }
  return requests
}

/** @param {readonly unknown[]} inputs */
async function verifyInTurn(inputs) {
  const { verify } = use().contender
  for (const input of inputs) {
    const verdict = verify(/** @type {never} */ (input))
    if (verdict instanceof Promise) await verdict
  }
}

/**
 * What accepts everything is fast, but no verifier.
 *
 * @param {BoundRequest} request
 */
async function refuseImpostor(request) {
  const start = request.proof.slice(0, -20)
  const end = request.proof.slice(-20)
  const proof = start + (end.startsWith('A') ? 'B' : 'A') + end.slice(1)
  const { contender } = use()
  try {
    await contender.verify(/** @type {never} */ (contender.prepare({ ...request, proof })))
  } catch {
    return
  }
  throw new Error('a changed signature was accepted')
}

function readHeap() {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Twice: what a finalizer releases is collected the second time. */
function collectGarbage() {
  globalThis.gc?.()
  globalThis.gc?.()
}
