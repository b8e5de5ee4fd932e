/** A JWS algorithm that the test issuer signs with (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
export type SigningAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519'

/** Every algorithm that the test issuer signs with. No HMAC: access tokens are signed with asymmetric keys. */
export const SIGNING_ALGORITHMS: readonly SigningAlgorithm[] = [
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
]

/**
 * Tells whether the test issuer can sign with this algorithm.
 *
 * @param name An `alg` value; compared exactly, as RFC 7515 section 4.1.1 asks.
 */
export function isSigningAlgorithm(name: string): name is SigningAlgorithm {
  return SIGNING_ALGORITHMS.some((algorithm) => algorithm === name)
}

/**
 * Narrows a name to an algorithm that the test issuer can sign with.
 *
 * @throws {TypeError} When it is none, listing those there are.
 */
export function requireSigningAlgorithm(name: string): SigningAlgorithm {
  if (isSigningAlgorithm(name)) return name
  throw new TypeError(
    `the test issuer can't sign with "${name}"; the algorithms are ${SIGNING_ALGORITHMS.join(', ')}`
  )
}
