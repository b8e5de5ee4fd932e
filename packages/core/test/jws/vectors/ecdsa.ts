import { sign } from 'node:crypto'
import { hashOf } from './sign-bytes.ts'
import { bytesOf, numberOf, signedWith, vectorOf, type Signed, type Vector } from './vector.ts'

/** The orders of the groups (SEC 2 sections 2.4.2, 2.5.1, 2.6.1). */
const ORDERS: Readonly<Record<string, bigint>> = {
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ES384: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ES512:
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n
}

/** Edges of an ECDSA signature: values outside of 1 to n - 1, other encodings, the twin with n - s. */
export function ecdsaVectors(signed: Signed): readonly Vector[] {
  const { signature, key, signingInput, privateKey } = signed
  const hash = hashOf(key.algorithm)
  const half = signature.length / 2
  const n = ORDERS[key.algorithm] ?? 0n
  const [r, s] = [numberOf(signature.subarray(0, half)), numberOf(signature.subarray(half))]
  const pair = (one: bigint, other: bigint) => Buffer.concat([bytesOf(one, half), bytesOf(other, half)])
  const der = sign(hash, Buffer.from(signingInput), privateKey)
  const values: Readonly<Record<string, Buffer>> = {
    'r = 0 and s = 0': pair(0n, 0n),
    'r = 0': pair(0n, s),
    's = 0': pair(r, 0n),
    'r = n and s = n': pair(n, n),
    'r = n': pair(n, s),
    's = n': pair(r, n),
    'r = 1 and s = 1': pair(1n, 1n),
    'r = n - 1': pair(n - 1n, s),
    's = n - 1': pair(r, n - 1n),
    'n - s, which is as good as s': pair(r, n - s),
    'n - r': pair(n - r, s),
    'r and s swapped': pair(s, r),
    'r twice': pair(r, r),
    'in DER': der,
    'in DER, cut to the right length': der.subarray(0, signature.length),
    'in DER, filled up to the right length': Buffer.concat([der, signature]).subarray(0, signature.length),
    'r and s with a zero more': Buffer.concat([bytesOf(r, half + 1), bytesOf(s, half + 1)]),
    'r and s as the long curve has them': Buffer.concat([bytesOf(r, 72), bytesOf(s, 72)])
  }
  const vectors = Object.entries(values).map(([title, changed]) => vectorOf(signed, title, changed))
  const isShort = (bytes: Uint8Array) => numberOf(bytes) < 1n << BigInt(8 * (half - 1))
  const shortR = signedWith(signed, (each) => isShort(each.subarray(0, half)))
  const shortS = signedWith(signed, (each) => isShort(each.subarray(half)))
  vectors.push(vectorOf(shortR, 'r with a leading zero', shortR.signature))
  vectors.push(vectorOf(shortS, 's with a leading zero', shortS.signature))
  const space = 1n << BigInt(8 * half)
  if (r + n < space) vectors.push(vectorOf(signed, 'r + n', pair(r + n, s)))
  if (s + n < space) vectors.push(vectorOf(signed, 's + n', pair(r, s + n)))
  return vectors
}
