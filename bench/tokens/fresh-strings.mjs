import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'

/**
 * Gives header values as a server gets them: each one a new string object. V8 remembers hash and equality of
 * a string object, so that one that is used again reads up to 40 times too fast.
 *
 * `left` are those until the end of the circle that began with the last `restart`.
 *
 * @typedef {{
 *   size: number
 *   take: (count: number) => string[]
 *   left: () => number
 *   restart: () => void
 * }} HeaderSupply
 */

/**
 * Makes a supply of `Authorization` values from a pool of tokens, which come one after the other, in circles.
 *
 * @param {string} file The pool.
 * @param {number} [limit] How many of its tokens are used.
 * @returns {HeaderSupply} The supply.
 */
export function openSupply(file, limit = Infinity) {
  const tokens = readPool(file).slice(0, limit)
  const values = tokens.map((token) => Buffer.from(`Bearer ${token}`, 'latin1'))
  let next = 0
  return {
    size: values.length,
    take(count) {
      return Array.from({ length: count }, () => {
        const value = values[next++ % values.length]
        return value === undefined ? '' : value.toString('latin1')
      })
    },
    left: () => values.length - next,
    restart() {
      next = 0
    }
  }
}

/**
 * Reads a pool.
 *
 * @param {string} file The pool.
 * @returns {string[]} Its tokens.
 */
export function readPool(file) {
  return readFileSync(file, 'latin1').split('\n')
}
