import { makeTokens } from '../tokens/make-tokens.mjs'
import { createSigner } from '../tokens/signer.mjs'

/** @typedef {import('../tokens/world.mjs').World} World */
/** @typedef {import('../tokens/world.mjs').Trust} Trust */

/** The algorithm whose keys are made fastest. */
const ALGORITHM = 'ES256'
const BYTES = 957

/**
 * Something that there may be more or less of. `against`: the size that all are held against. `isVerifying`:
 * whether it matters for tokens that were never seen.
 *
 * @typedef {{
 *   matter: string
 *   sizes: readonly number[]
 *   against: number
 *   isVerifying: boolean
 *   make: (world: World, size: number, tokens: number) => Promise<{ trust: Trust; pool: string }>
 * }} Growth
 */

/** @type {readonly Growth[]} */
export const GROWTHS = [
  { matter: 'keys in a set', sizes: [1, 10, 100], against: 1, isVerifying: true, make: withKeys },
  { matter: 'issuers', sizes: [1, 10, 100], against: 1, isVerifying: true, make: withIssuers },
  { matter: 'guarded routes', sizes: [1, 10, 100, 1000], against: 1, isVerifying: false, make: withGuards },
  {
    matter: 'bytes of a token',
    sizes: [512, 1024, 2048, 4096, 8192, 16_384],
    against: 1024,
    isVerifying: true,
    make: withBytes
  }
]

/**
 * One issuer with many keys. All of them sign.
 *
 * @type {Growth['make']}
 */
async function withKeys(world, size, tokens) {
  const signers = Array.from({ length: size }, (_, index) => createSigner(ALGORITHM, `key-${index}`))
  const path = `/keys-${size}`
  world.server.publish(
    path,
    signers.map(({ jwk }) => jwk)
  )
  const trust = { ...world.trust(ALGORITHM), issuer: world.server.issuerAt(path) }
  const shares = await Promise.all(
    signers.map(async (signer) => makeTokens(signer, Math.ceil(tokens / size), { ...trust, bytes: BYTES }))
  )
  return { trust, pool: world.write(`keys-${size}`, inTurn(shares)) }
}

/**
 * Many issuers with one key each.
 *
 * @type {Growth['make']}
 */
async function withIssuers(world, size, tokens) {
  const { audience } = world.trust(ALGORITHM)
  const issuers = Array.from({ length: size }, (_, index) => world.server.issuerAt(`/tenant-${index}`))
  const shares = await Promise.all(
    issuers.map(async (issuer, index) => {
      const signer = createSigner(ALGORITHM, 'key')
      world.server.publish(`/tenant-${index}`, [signer.jwk])
      return makeTokens(signer, Math.ceil(tokens / size), { issuer, audience, bytes: BYTES })
    })
  )
  const trust = { ...world.trust(ALGORITHM), issuers }
  return { trust, pool: world.write(`issuers-${size}`, inTurn(shares)) }
}

/** @type {Growth['make']} */
async function withGuards(world, size, tokens) {
  const pool = await world.pool(ALGORITHM, tokens)
  return { trust: { ...world.trust(ALGORITHM), guards: size }, pool }
}

/** @type {Growth['make']} */
async function withBytes(world, size, tokens) {
  const trust = world.trust(ALGORITHM)
  const signer = createSigner(ALGORITHM, 'key')
  const path = `/bytes-${size}`
  world.server.publish(path, [signer.jwk])
  const issuer = world.server.issuerAt(path)
  const made = await makeTokens(signer, tokens, { ...trust, issuer, bytes: size })
  return { trust: { ...trust, issuer }, pool: world.write(path.slice(1), made) }
}

/**
 * One of each, then the next of each.
 *
 * @param {readonly (readonly string[])[]} shares
 */
function inTurn(shares) {
  const length = shares[0]?.length ?? 0
  return Array.from({ length }, (_, index) => shares.flatMap((share) => share[index] ?? [])).flat()
}
