import { stringMember, type JsonObject } from '../../json/json.ts'

const COMMON_CURVES = new Set(['P-256', 'P-384', 'P-521', 'Ed25519'])
const CURVE_TYPES = new Set(['EC', 'OKP'])
const USUAL_EXPONENT = 65_537n

/** Returns the bits of an RSA modulus, 0 if there is none. */
export function modulusBits(key: JsonObject): number {
  const modulus = unsignedInteger(stringMember(key, 'n'))
  return modulus === 0n ? 0 : modulus.toString(2).length
}

/** Returns whether the public exponent of an RSA key is below the usual 65537. */
export function hasSmallExponent(key: JsonObject): boolean {
  return key['kty'] === 'RSA' && unsignedInteger(stringMember(key, 'e')) < USUAL_EXPONENT
}

/** Returns whether a key is on another curve than P-256, P-384, P-521 and Ed25519. */
export function isUncommonCurve(key: JsonObject): boolean {
  return CURVE_TYPES.has(stringMember(key, 'kty') ?? '') && !COMMON_CURVES.has(stringMember(key, 'crv') ?? '')
}

function unsignedInteger(encoded: string | undefined): bigint {
  const hex = Buffer.from(encoded ?? '', 'base64url').toString('hex')
  return hex === '' ? 0n : BigInt(`0x${hex}`)
}
