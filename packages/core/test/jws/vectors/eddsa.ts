import type { JWK } from 'jose'
import { bytesOf, numberOf, vectorOf, type Signed, type Vector } from './vector.ts'

/** The order of the base point (RFC 8032 section 5.1). */
const L = (1n << 252n) + 27742317777372353535851937790883648493n

/** Encodings of the points of small order, proper and not (RFC 8032 section 5.1.3). */
const SMALL_ORDER = [
  `01${'00'.repeat(31)}`,
  '00'.repeat(32),
  `${'00'.repeat(31)}80`,
  `ec${'ff'.repeat(30)}7f`,
  `ec${'ff'.repeat(31)}`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  `01${'00'.repeat(30)}80`,
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'
].map((hex) => Buffer.from(hex, 'hex'))

const reversed = (bytes: Uint8Array): Uint8Array => bytes.toReversed()

/** Edges of an Ed25519 signature: S of L and more, points of small order, improper encodings. */
export function eddsaVectors(signed: Signed): readonly Vector[] {
  const r = signed.signature.subarray(0, 32)
  const s = numberOf(reversed(signed.signature.subarray(32)))
  const withS = (value: bigint) => Buffer.concat([r, reversed(bytesOf(value, 32))])
  const withR = (point: Uint8Array) => Buffer.concat([point, signed.signature.subarray(32)])
  const values: Readonly<Record<string, Buffer>> = {
    'S + L': withS(s + L),
    'S + 2 L': withS(s + 2n * L),
    'S = 0': withS(0n),
    'S = 1': withS(1n),
    'S = L': withS(L),
    'S = L - 1': withS(L - 1n),
    'L - S': withS(L - s),
    'S with its highest bit': withS(s | (1n << 255n)),
    'R and S swapped': Buffer.concat([signed.signature.subarray(32), r])
  }
  return [
    ...Object.entries(values).map(([title, changed]) => vectorOf(signed, title, changed)),
    ...SMALL_ORDER.map((point) => vectorOf(signed, `R = ${point.toString('hex')}`, withR(point)))
  ]
}

/** Keys that are points of small order: anyone can sign for them. */
export const smallOrderKeys: readonly JWK[] = SMALL_ORDER.map((point) => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x: point.toString('base64url')
}))
