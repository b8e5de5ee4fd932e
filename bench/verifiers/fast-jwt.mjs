import { EVERY, tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */
/** @typedef {import('./verifier.mjs').Trust} Trust */

/** How its documentation offers it: the key as PEM or as a function, with and without its cache. */
const VARIANTS = [
  { name: 'fast-jwt, PEM', byFunction: false, cache: false },
  { name: 'fast-jwt, PEM, cache', byFunction: false, cache: true },
  { name: 'fast-jwt, key function', byFunction: true, cache: false },
  { name: 'fast-jwt, key function, cache', byFunction: true, cache: true }
]

/** @type {readonly Verifier[]} */
export const fastJwt = VARIANTS.map(({ name, byFunction, cache }) => ({
  name,
  package: 'fast-jwt',
  algorithms: EVERY,
  remembers: cache,
  async open({ algorithm, issuer, audience, pem }, { tokenCacheSize }) {
    const { createVerifier } = await import('fast-jwt')
    const options = {
      algorithms: [algorithm],
      allowedIss: issuer,
      allowedAud: audience,
      cache: cache ? tokenCacheSize : false
    }
    const verify = byFunction
      ? createVerifier({ ...options, key: async () => pem })
      : createVerifier({ ...options, key: pem })
    return { verify: (/** @type {string} */ header) => /** @type {unknown} */ (verify(tokenOf(header))) }
  }
}))
