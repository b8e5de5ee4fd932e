/** Every algorithm that the test issuer signs with. No HMAC: access tokens are signed with asymmetric keys. */
export const SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519'
] as const

/** A JWS algorithm that the test issuer signs with (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]

/**
 * Narrows a name to an algorithm that the test issuer can sign with.
 *
 * @param name An `alg` value; compared exactly, as RFC 7515 section 4.1.1 asks.
 * @throws {TypeError} When it is none, listing those there are.
 */
export function requireSigningAlgorithm(name: string): SigningAlgorithm {
  const known = SIGNING_ALGORITHMS.find((algorithm) => algorithm === name)
  if (known !== undefined) return known
  throw new TypeError(
    `the test issuer cannot sign with "${name}"; the algorithms are ${SIGNING_ALGORITHMS.join(', ')}`
  )
}
