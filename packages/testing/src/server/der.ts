/** ASN.1 in DER (ITU-T X.690), as much as a certificate needs. */

const LONG_FORM = 0x80

/** One element: tag, length, content. */
export function derElement(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), derLength(body.length), body])
}

/** SEQUENCE. */
export function derSequence(...items: readonly Uint8Array[]): Buffer {
  return derElement(0x30, ...items)
}

/** SET. */
export function derSet(...items: readonly Uint8Array[]): Buffer {
  return derElement(0x31, ...items)
}

/** INTEGER, not negative; the bytes are big-endian and must not start with a zero. */
export function derInteger(bytes: Uint8Array): Buffer {
  const isNegative = (bytes[0] ?? 0) >= LONG_FORM
  return derElement(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** OBJECT IDENTIFIER, given by its content in hexadecimal. */
export function derObjectId(hex: string): Buffer {
  return derElement(0x06, Buffer.from(hex, 'hex'))
}

/** UTF8String. */
export function derText(text: string): Buffer {
  return derElement(0x0c, Buffer.from(text))
}

/** GeneralizedTime in whole seconds. */
export function derTime(time: Date): Buffer {
  return derElement(0x18, Buffer.from(time.toISOString().replace(/\.\d+|[-:T]/g, '')))
}

/** BIT STRING of whole bytes. */
export function derBitString(bytes: Uint8Array): Buffer {
  return derElement(0x03, Buffer.from([0]), bytes)
}

/** OCTET STRING. */
export function derOctetString(bytes: Uint8Array): Buffer {
  return derElement(0x04, bytes)
}

function derLength(length: number): Buffer {
  if (length < LONG_FORM) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([LONG_FORM | bytes.length]), bytes])
}
