import { limitInPool } from '../verifiers/limit.mjs'

/** @typedef {(input: unknown) => Promise<unknown>} Check */

/**
 * What no protection can do without: the signature check, on a key that is ready, in the thread pool. It
 * looks at no claim, and protects nothing.
 *
 * @param {import('../tokens/world.mjs').Trust} trust
 * @returns {Promise<(authorization: string | undefined) => Promise<unknown>>}
 */
export async function createSignatureCheck(trust) {
  const { prepare, verify } = await limitInPool.open(trust, { tokenCacheSize: 0 })
  if (prepare === undefined) throw new Error('the limit prepares its input')
  const check = /** @type {Check} */ (verify)
  return async (authorization = '') => check(prepare(authorization))
}
