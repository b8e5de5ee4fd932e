/**
 * Mulberry32: small, and the same everywhere.
 *
 * @param {number} seed
 * @returns {() => number} Numbers from 0 to 1, as those of `Math.random`.
 */
export function createRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @typedef {ReturnType<typeof createDraw>} Draw */

/**
 * Draws from a generator.
 *
 * @param {() => number} random
 */
export function createDraw(random) {
  return {
    /** @param {number} share */
    happens: (share) => random() < share,
    /** @param {number} min @param {number} max */
    between: (min, max) => min + random() * (max - min),
    /** @template T @param {readonly T[]} list @returns {T | undefined} */
    oneOf: (list) => list[Math.floor(random() * list.length)],
    /** @template {string} T @param {Readonly<Record<T, number>>} weights @returns {T} */
    weighted(weights) {
      const entries = /** @type {[T, number][]} */ (Object.entries(weights))
      let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      const drawn = entries.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (drawn ?? entries[0] ?? fail())[0]
    }
  }
}

/** @returns {never} */
function fail() {
  throw new Error('there is nothing to draw from')
}
