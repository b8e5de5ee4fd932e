import { figureOf } from '../measure/figure.mjs'
import { startSubject } from '../measure/subject.mjs'
import { OURS } from '../servers/protection.mjs'
import { claimsOf } from '../tokens/make-tokens.mjs'
import { createSigner } from '../tokens/signer.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Row} Row */
/** @typedef {import('../tokens/signer.mjs').Signer} Signer */
/** @typedef {Record<'rss' | 'heapUsed' | 'cpu' | 'main', number>} Passed */

/** ES256, whose tokens are made and verified fast enough for a million of them. */
const ALGORITHM = 'ES256'
const PATH = '/distinct'
const CHUNK = 1_000

/** What brings a token to the usual length. */
const FILLER = 'x'.repeat(400)

/**
 * Many different tokens: what each costs, and whether the memory of the process stays flat.
 *
 * @type {Section}
 */
export const distinct = {
  name: 'distinct',
  title: 'Many distinct tokens',
  async run({ world, settings, say }) {
    const signer = createSigner(ALGORITHM, 'key')
    world.server.publish(PATH, [signer.jwk])
    const trust = { ...world.trust(ALGORITHM), issuer: world.server.issuerAt(PATH) }
    const subject = startSubject('memory/subject.mjs')
    try {
      await subject.ask('open', { name: OURS, trust, tokenCacheSize: 10_000 })
      /** @type {Row[]} */
      const rows = []
      let next = makeChunk(signer, trust, 0)
      let seen = 0
      for (const mark of settings.distinct.marks) {
        say(`${mark} tokens`)
        /** @type {Passed[]} */
        const chunks = []
        for (; seen < mark; seen += CHUNK) {
          const tokens = await next
          next = makeChunk(signer, trust, seen + CHUNK)
          chunks.push(await subject.ask('pass', { tokens }))
        }
        rows.push(rowOf(seen, chunks))
      }
      await next
      return rows
    } finally {
      await subject.stop()
    }
  }
}

/**
 * The memory is that at the end, the cost that of the chunks since the last mark.
 *
 * @param {number} seen
 * @param {readonly Passed[]} chunks
 * @returns {Row}
 */
function rowOf(seen, chunks) {
  const last = chunks.slice(-10)
  return {
    labels: { who: OURS, seen },
    figures: {
      cpu: figureOf(chunks.map(({ cpu }) => cpu)),
      rss: figureOf(last.map(({ rss }) => rss)),
      heapUsed: figureOf(last.map(({ heapUsed }) => heapUsed))
    },
    ratios: {}
  }
}

/**
 * @param {Signer} signer
 * @param {{ issuer: string; audience: string }} trust
 * @param {number} first
 */
async function makeChunk(signer, { issuer, audience }, first) {
  const plan = { issuer, audience, bytes: 0 }
  return Promise.all(
    Array.from({ length: CHUNK }, async (_, index) => signer.sign(claimsOf(plan, first + index, FILLER)))
  )
}
