import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startIssuerServer } from './issuer-server.mjs'
import { makeTokens, USUAL_BYTES } from './make-tokens.mjs'
import { createSigner } from './signer.mjs'

/** @typedef {import('./signer.mjs').Algorithm} Algorithm */

/** All algorithms that are measured, the usual one first. */
export const ALGORITHMS = /** @type {const} */ (['RS256', 'PS256', 'ES256', 'EdDSA'])

/**
 * One authorization server, for verifiers: everything that any of them can be configured with. Only ours are
 * given several issuers in place of the one, guards to ask beside, or how many tokens a server remembers.
 *
 * @typedef {{
 *   algorithm: Algorithm
 *   issuer: string
 *   audience: string
 *   jwksUri: string
 *   jwks: { keys: Record<string, unknown>[] }
 *   kid: string
 *   pem: string
 *   issuers?: readonly string[]
 *   guards?: number
 *   tokenCacheSize?: number
 * }} Trust
 */

/**
 * What all sections need: authorization servers, and tokens of theirs. A pool is a file of tokens, one on
 * each line, and is made once.
 *
 * @typedef {{
 *   trust: (algorithm: Algorithm) => Trust
 *   pool: (algorithm: Algorithm, count: number) => Promise<string>
 *   write: (name: string, tokens: readonly string[]) => string
 *   server: import('./issuer-server.mjs').IssuerServer
 *   close: () => void
 * }} World
 */

const AUDIENCE = 'https://api.example.com'

/**
 * Opens the world. Its keys are new, and gone when it is closed.
 *
 * @returns {Promise<World>} The world.
 */
export async function openWorld() {
  const server = await startIssuerServer()
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  const { signerOf, trust } = createTrusts(server)
  /** @type {Map<string, Promise<string>>} */
  const pools = new Map()

  /** @type {World['write']} */
  function write(name, tokens) {
    const file = join(folder, name)
    writeFileSync(file, tokens.join('\n'))
    return file
  }

  /**
   * @param {Algorithm} algorithm
   * @param {number} count
   */
  async function makePool(algorithm, count) {
    const { issuer, audience } = trust(algorithm)
    const tokens = await makeTokens(signerOf(algorithm), count, { issuer, audience, bytes: USUAL_BYTES })
    return write(`${algorithm}-${count}`, tokens)
  }

  return {
    trust,
    write,
    server,
    pool(algorithm, count) {
      const name = `${algorithm} ${count}`
      const pool = pools.get(name) ?? makePool(algorithm, count)
      pools.set(name, pool)
      return pool
    },
    close() {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/**
 * One authorization server for each algorithm, with two keys: the one that signs, and the next.
 *
 * @param {World['server']} server
 */
function createTrusts(server) {
  /** @type {Map<Algorithm, import('./signer.mjs').Signer>} */
  const signers = new Map()

  /** @param {Algorithm} algorithm */
  function signerOf(algorithm) {
    const known = signers.get(algorithm)
    if (known !== undefined) return known
    const signer = createSigner(algorithm, `${algorithm}-now`)
    const next = createSigner(algorithm, `${algorithm}-next`)
    signers.set(algorithm, signer)
    server.publish(pathOf(algorithm), [signer.jwk, next.jwk])
    return signer
  }

  /** @type {World['trust']} */
  function trust(algorithm) {
    const { kid, jwk, publicKey } = signerOf(algorithm)
    const issuer = server.issuerAt(pathOf(algorithm))
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    return {
      algorithm,
      issuer,
      audience: AUDIENCE,
      jwksUri: `${issuer}/jwks`,
      jwks: { keys: [jwk] },
      kid,
      pem
    }
  }

  return { signerOf, trust }
}

/** @param {Algorithm} algorithm */
function pathOf(algorithm) {
  return `/${algorithm.toLowerCase()}`
}
