import { createHook } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { createProtectedResource } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'

/** A program that gets many tokens at once, and counts how many signatures are under way in the thread pool. */
const TOKENS = 40

/** The name that Node.js has for a signature that is made or verified, in the thread pool or not. */
const SIGNATURE = 'SIGNREQUEST'

/** @type {{ id: number; phase: 'begun' | 'ended' }[]} */
const log = []
const logging = createHook({
  init: (id, type) => void (type === SIGNATURE && log.push({ id, phase: 'begun' })),
  before: (id) => void log.push({ id, phase: 'ended' })
})

/** How many the thread pool had at the same time. What the main thread verifies never calls back. */
function countMostInPool() {
  const ended = new Set(log.flatMap(({ id, phase }) => (phase === 'ended' ? [id] : [])))
  const inPool = new Set()
  let most = 0
  for (const { id, phase } of log) {
    if (phase === 'ended') inPool.delete(id)
    else if (ended.has(id)) inPool.add(id)
    most = Math.max(most, inPool.size)
  }
  return most
}

const issuer = await createTestIssuer()
const resource = createProtectedResource(issuer.options)

/** @param {string} token */
async function outcomeOf(token) {
  try {
    await resource.authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
    return 'served'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} tokens
 */
async function measure(name, tokens) {
  log.length = 0
  const outcomes = await Promise.all(tokens.map(outcomeOf))
  console.log(JSON.stringify({ name, mostInPool: countMostInPool(), outcomes: [...new Set(outcomes)] }))
}

/** @param {() => Promise<string>} issue */
const many = (issue) => Promise.all(Array.from({ length: TOKENS }, issue))

const good = await many(() => issuer.issue())
const bad = await many(() => issuer.issueBad('tampered'))
const goodAfter = await many(() => issuer.issue())
await resource.warmUp()
logging.enable()
await measure('good', good)
await measure('bad', bad)
await measure('good after bad', goodAfter)
logging.disable()
console.log(JSON.stringify({ cores: availableParallelism() }))
await resource.close()
await issuer.close()
