/** @typedef {import('../tokens/world.mjs').Trust} Trust */
/** @typedef {import('../tokens/world.mjs').Algorithm} Algorithm */

/**
 * A verifier that is ready: what it does with the value of an `Authorization` field. It throws or rejects for
 * a bad token. `prepare` runs before the clock does.
 *
 * @typedef {{
 *   verify: (input: never) => unknown
 *   prepare?: (header: string) => unknown
 *   close?: () => Promise<void>
 * }} OpenVerifier
 */

/**
 * One way to verify a token, configured as its documentation shows. `remembers`: it keeps verified tokens;
 * `isForFresh`: it has a place only where every token is new.
 *
 * @typedef {{
 *   name: string
 *   package: string
 *   algorithms: readonly Algorithm[]
 *   remembers?: boolean
 *   isForFresh?: boolean
 *   open: (trust: Trust, options: { tokenCacheSize: number }) => Promise<OpenVerifier>
 * }} Verifier
 */

const SCHEME_LENGTH = 'Bearer '.length

/**
 * Takes the token out of the value of an `Authorization` field, for libraries that want it bare.
 *
 * @param {string} header The value.
 * @returns {string} The token.
 */
export function tokenOf(header) {
  return header.slice(SCHEME_LENGTH)
}

/** @type {readonly Algorithm[]} */
export const EVERY = ['RS256', 'PS256', 'ES256', 'EdDSA']
/** @type {readonly Algorithm[]} */
export const NO_EDDSA = ['RS256', 'PS256', 'ES256']
