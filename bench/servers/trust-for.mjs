import { FRESH } from '../settings.mjs'

/** @typedef {import('../tokens/world.mjs').Trust} Trust */
/** @typedef {import('../tokens/world.mjs').Algorithm} Algorithm */
/** @typedef {import('../sections/section.mjs').Surroundings} Surroundings */

/**
 * Whom a server trusts under a stream of requests. Where every token has to be a new one, it remembers so few
 * that those of the pool are forgotten before they come again.
 *
 * @param {{ stream: string; algorithm: Algorithm }} requests The requests.
 * @param {Pick<Surroundings, 'world' | 'settings'>} surroundings Where the tokens are from.
 * @returns {Trust} Whom.
 */
export function trustFor({ stream, algorithm }, { world, settings }) {
  const trust = world.trust(algorithm)
  return stream === FRESH ? { ...trust, tokenCacheSize: settings.server.tokenCacheSize } : trust
}
