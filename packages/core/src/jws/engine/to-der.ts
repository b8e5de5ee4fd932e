/** ASN.1 tags of X.690. */
const SEQUENCE = 0x30
const INTEGER = 0x02
/** The length takes a byte of its own from here on. */
const LONG_FORM = 0x81

/**
 * Converts an ECDSA signature from the form of JWS, R then S (RFC 7518 section 3.4), to the form of OpenSSL,
 * a sequence of two integers (RFC 3279 section 2.2.3). Node can do it too, but from Node 24 on, a key with
 * options makes verification much slower.
 *
 * @param signature R and S, of the same length.
 * @returns The same in DER.
 */
export function toDer(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2
  const r = integerAt(signature, 0, half)
  const s = integerAt(signature, half, signature.length)
  const contentLength = 4 + r.length + s.length
  const headLength = contentLength < 128 ? 2 : 3
  const der = new Uint8Array(headLength + contentLength)
  der[0] = SEQUENCE
  if (headLength === 3) der[1] = LONG_FORM
  der[headLength - 1] = contentLength
  writeInteger(der, headLength, r)
  writeInteger(der, headLength + 2 + r.length, s)
  return der
}

/** Copied byte by byte: views of so few bytes, and their copies, take longer. */
interface DerInteger {
  readonly signature: Uint8Array
  /** Where it starts in the signature: without leading zeros, at least one byte. */
  readonly from: number
  readonly to: number
  /** One more than its bytes if it needs a leading zero, without which it is negative. */
  readonly length: number
}

function integerAt(signature: Uint8Array, start: number, to: number): DerInteger {
  let from = start
  while (from < to - 1 && signature[from] === 0) from += 1
  const isNegative = (signature[from] ?? 0) >= 0x80
  return { signature, from, to, length: to - from + (isNegative ? 1 : 0) }
}

function writeInteger(der: Uint8Array, at: number, { signature, from, to, length }: DerInteger): void {
  der[at] = INTEGER
  der[at + 1] = length
  const offset = at + 2 + length - to
  for (let index = from; index < to; index += 1) der[offset + index] = Number(signature[index])
}
