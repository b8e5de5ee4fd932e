/** What a signature algorithm requires of its key (RFC 7518 section 3, RFC 8037, RFC 9864, RFC 9964). */
export interface SignatureAlgorithm {
  /** Key type. */
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'AKP'
  /** Curve, for EC and OKP. */
  readonly crv?: string
  /** How the signature is made. */
  readonly family: 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'EdDSA' | 'ML-DSA'
  /** Hash function, unless the algorithm implies it. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512'
  /** Length of the signature in bytes (for ML-DSA: FIPS 204 table 2). RSA has that of its modulus. */
  readonly signatureBytes?: number
}

/** The name of a signature algorithm, as in `alg` (RFC 7515 section 4.1.1). Case-sensitive. */
export type AlgorithmName =
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
  | 'ML-DSA-44'
  | 'ML-DSA-65'
  | 'ML-DSA-87'

/**
 * The asymmetric JWS algorithms that Portcullis verifies; not Ed448 and ES256K. There is no `none` and no
 * HMAC in the table, so no configuration can allow them: an access token that the resource server could have
 * made itself proves nothing (RFC 8725 section 3.1, RFC 9068 section 4). ML-DSA needs a runtime that has it
 * (Node 24 with OpenSSL 3.5); elsewhere its keys are skipped.
 */
export const ALGORITHMS: Readonly<Record<AlgorithmName, SignatureAlgorithm>> = {
  RS256: { kty: 'RSA', family: 'RSASSA-PKCS1-v1_5', hash: 'sha256' },
  RS384: { kty: 'RSA', family: 'RSASSA-PKCS1-v1_5', hash: 'sha384' },
  RS512: { kty: 'RSA', family: 'RSASSA-PKCS1-v1_5', hash: 'sha512' },
  PS256: { kty: 'RSA', family: 'RSASSA-PSS', hash: 'sha256' },
  PS384: { kty: 'RSA', family: 'RSASSA-PSS', hash: 'sha384' },
  PS512: { kty: 'RSA', family: 'RSASSA-PSS', hash: 'sha512' },
  ES256: { kty: 'EC', crv: 'P-256', family: 'ECDSA', hash: 'sha256', signatureBytes: 64 },
  ES384: { kty: 'EC', crv: 'P-384', family: 'ECDSA', hash: 'sha384', signatureBytes: 96 },
  ES512: { kty: 'EC', crv: 'P-521', family: 'ECDSA', hash: 'sha512', signatureBytes: 132 },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', family: 'EdDSA', signatureBytes: 64 },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', family: 'EdDSA', signatureBytes: 64 },
  'ML-DSA-44': { kty: 'AKP', family: 'ML-DSA', signatureBytes: 2420 },
  'ML-DSA-65': { kty: 'AKP', family: 'ML-DSA', signatureBytes: 3309 },
  'ML-DSA-87': { kty: 'AKP', family: 'ML-DSA', signatureBytes: 4627 }
}

/** The names, in the order of the table. */
export const ALGORITHM_NAMES: readonly AlgorithmName[] = Object.keys(ALGORITHMS).filter(isAlgorithmName)

/** Returns whether a string, for instance the `alg` of an unverified header, is in the table. */
export function isAlgorithmName(name: string): name is AlgorithmName {
  return Object.hasOwn(ALGORITHMS, name)
}
