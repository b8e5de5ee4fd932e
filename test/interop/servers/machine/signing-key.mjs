import { generateKeyPairSync, randomUUID } from 'node:crypto'

/** @typedef {import('node:crypto').JsonWebKey & { alg: string; use: string; kid: string }} PrivateJwk */

/**
 * A new private key for a server that takes its keys from us.
 *
 * @param {'RS256' | 'ES256'} algorithm What it signs with.
 * @returns {PrivateJwk} The key, with a `kid` of its own.
 */
export function createSigningKey(algorithm) {
  const { privateKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = `${algorithm}-${randomUUID().slice(0, 8)}`
  return { ...privateKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig', kid }
}
