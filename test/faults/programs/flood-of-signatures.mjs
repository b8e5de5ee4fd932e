import { createHook } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { createProtectedResource } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'

/** A program that gets many tokens at once, and counts how many signatures are under way in the thread pool. */
const TOKENS = 40

/** The name that Node.js has for a signature that the thread pool makes or verifies. */
const SIGNATURE = 'SIGNREQUEST'

const underWay = new Set()
let mostUnderWay = 0
const counting = createHook({
  init(id, type) {
    if (type === SIGNATURE) underWay.add(id)
    mostUnderWay = Math.max(mostUnderWay, underWay.size)
  },
  before: (id) => void underWay.delete(id)
})

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
  mostUnderWay = 0
  const outcomes = await Promise.all(tokens.map(outcomeOf))
  console.log(JSON.stringify({ name, mostUnderWay, outcomes: [...new Set(outcomes)] }))
}

/** @param {() => Promise<string>} issue */
const many = (issue) => Promise.all(Array.from({ length: TOKENS }, issue))

const good = await many(() => issuer.issue())
const bad = await many(() => issuer.issueBad('tampered'))
const worse = await many(() => issuer.issueBad('tampered'))
const goodAfter = await many(() => issuer.issue())
await resource.warmUp()
counting.enable()
await measure('good', good)
await measure('bad', bad)
await measure('bad again', worse)
await measure('good after bad', goodAfter)
counting.disable()
console.log(JSON.stringify({ cores: availableParallelism() }))
await resource.close()
await issuer.close()
