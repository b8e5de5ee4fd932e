/** @typedef {import('../tokens/world.mjs').Trust} Trust */
/** @typedef {'threadPool' | 'mainThread'} SignatureThread */

/**
 * One way to protect an application, wired as the documentation of the library shows. `load` imports the
 * library and gives what puts it into the application, so that a server pays for what it uses and nothing
 * else.
 *
 * @template App
 * @typedef {{ name: string; package: string; protect: (app: App, trust: Trust) => Promise<void> }} Protection
 */

/**
 * The options of ours.
 *
 * @param {Trust} trust Whom they trust.
 * @returns {{ issuer: string; audience: string; tokenCacheSize?: number }} They.
 */
export function optionsFor({ issuer, audience, tokenCacheSize }) {
  return { issuer, audience, ...(tokenCacheSize === undefined ? {} : { tokenCacheSize }) }
}

/** The same server with the same header, which nobody looks at. */
export const NO_CHECK = 'no check'
/** The same server, and requests without the header. */
export const NO_AUTH = 'no auth'
/** The same server, with middleware or a hook that does nothing: what any protection costs at least. */
export const NOTHING = 'middleware that does nothing'
/** The same server, which verifies the signature and nothing else. */
export const SIGNATURE_ALONE = 'signature check alone'
/** Ours. */
export const OURS = 'portcullis'
export const OURS_ON_MAIN_THREAD = 'portcullis, main thread'
