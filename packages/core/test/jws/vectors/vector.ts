import { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import type { AlgorithmName } from '../../../src/jws/algorithms.ts'
import type { SignatureInput } from '../../../src/jws/verification-key.ts'
import { encodeSegment, type TestKey } from '../../support/test-token.ts'
import { signBytes } from './sign-bytes.ts'

/** A question for the engines that has a name. */
export interface Vector extends SignatureInput {
  readonly title: string
  readonly algorithm: AlgorithmName
  /** The public key. */
  readonly jwk: JWK
}

/** A key, the input of a signature, and the valid signature. */
export interface Signed {
  readonly key: TestKey
  readonly privateKey: KeyObject
  readonly signingInput: string
  readonly signature: Buffer
}

/** Signs something with a key. */
export function signAnother(key: TestKey, subject: string): Signed {
  const privateKey = KeyObject.from(key.privateKey)
  const header = encodeSegment({ alg: key.algorithm, typ: 'at+jwt', kid: key.jwk.kid })
  const signingInput = `${header}.${encodeSegment({ sub: subject })}`
  return { key, privateKey, signingInput, signature: signBytes(signingInput, key.algorithm, privateKey) }
}

/** Names a signature for the input that was signed. */
export function vectorOf(signed: Signed, title: string, signature: Uint8Array): Vector {
  const { key, signingInput } = signed
  return { title, algorithm: key.algorithm, jwk: key.jwk, signingInput, signature }
}

/** The number that big-endian bytes stand for. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x00${Buffer.from(bytes).toString('hex')}`)
}

/** A number as big-endian bytes. */
export function bytesOf(number: bigint, length: number): Buffer {
  const hex = number.toString(16).padStart(length * 2, '0')
  if (hex.length > length * 2) throw new RangeError('the number does not fit')
  return Buffer.from(hex, 'hex')
}

/** Signs one text after the other until the signature is as wanted. */
export function signedWith({ key }: Signed, isWanted: (signature: Buffer) => boolean): Signed {
  for (let attempt = 0; attempt < 100_000; attempt += 1) {
    const signed = signAnother(key, `attempt ${attempt}`)
    if (isWanted(signed.signature)) return signed
  }
  throw new Error('no such signature was found')
}
