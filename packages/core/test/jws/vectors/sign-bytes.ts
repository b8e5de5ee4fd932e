import { constants, sign, type KeyObject } from 'node:crypto'
import { ALGORITHMS, type AlgorithmName, type SignatureAlgorithm } from '../../../src/jws/algorithms.ts'

/** Signs with Node's own crypto, in the form of RFC 7518 section 3. */
export function signBytes(input: string, algorithm: AlgorithmName, key: KeyObject): Buffer {
  const { family, hash }: SignatureAlgorithm = ALGORITHMS[algorithm]
  const data = Buffer.from(input)
  if (family === 'ECDSA') return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
  if (family !== 'RSASSA-PSS') return sign(hash ?? null, data, key)
  return sign(hash, data, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST
  })
}

/** The hash function of an algorithm that has one. */
export function hashOf(algorithm: AlgorithmName): string {
  const { hash }: SignatureAlgorithm = ALGORITHMS[algorithm]
  return hash ?? 'none'
}
