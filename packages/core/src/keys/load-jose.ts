import { runDetached } from '#async-context'
import type { CryptoKey, JSONWebKeySet, JWK, JWSHeaderParameters } from 'jose'

/** The two functions of `jose` that keys are imported and selected with. */
export interface Jose {
  readonly createLocalJWKSet: (jwks: JSONWebKeySet) => (header: JWSHeaderParameters) => Promise<CryptoKey>
  readonly importJWK: (jwk: JWK, alg: string) => Promise<CryptoKey | Uint8Array>
}

let loading: Promise<Jose> | undefined

/**
 * Loads what is needed of `jose`, once. Not imported with the core, since it takes as long to load as all the
 * rest, and is needed only when a key set arrives: the two can be waited for at the same time.
 *
 * @returns The functions.
 */
export function loadJose(): Promise<Jose> {
  loading ??= runDetached(importBoth)
  return loading
}

async function importBoth(): Promise<Jose> {
  const [{ createLocalJWKSet }, { importJWK }] = await Promise.all([
    import('jose/jwks/local'),
    import('jose/key/import')
  ])
  return { createLocalJWKSet, importJWK }
}
