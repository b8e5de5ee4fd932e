import { setTimeout as wait } from 'node:timers/promises'

const SECONDS_AT_MOST = 15

/**
 * Waits until a server publishes a key.
 *
 * @param {string} jwksUri Where.
 * @param {(keys: { kid?: string; alg?: string }[]) => boolean} isThere Whether what is awaited is among the
 *   keys.
 */
export async function untilPublished(jwksUri, isThere) {
  const deadline = performance.now() + SECONDS_AT_MOST * 1000
  while (performance.now() < deadline) {
    const response = await fetch(jwksUri)
    /** @type {unknown} */
    const set = response.ok ? await response.json() : undefined
    if (hasKeys(set) && isThere(set.keys)) return
    await wait(50)
  }
  throw new Error('the new key was not published in time')
}

/**
 * @param {unknown} set What the server answered.
 * @returns {set is { keys: { kid?: string, alg?: string }[] }} Whether it is a JWK Set.
 */
function hasKeys(set) {
  return typeof set === 'object' && set !== null && Array.isArray(Reflect.get(set, 'keys'))
}
