import { stringMember, type JsonObject } from '../../http/json.ts'
import { importPublicKey } from '../keys/import-public-key.ts'

const COMMON_CURVES = new Set(['P-256', 'P-384', 'P-521', 'Ed25519'])
const CURVE_TYPES = new Set(['EC', 'OKP'])
const IMPORTABLE_TYPES = new Set(['RSA', 'EC', 'OKP'])
const USUAL_EXPONENT = 65_537n

/** Whether a JWK is a key at all; types that this runtime does not know get the benefit of the doubt. */
export function isImportable(key: JsonObject): boolean {
  return !IMPORTABLE_TYPES.has(stringMember(key, 'kty') ?? '') || importPublicKey(key) !== undefined
}

/** Bits of an RSA modulus, 0 when there is none. */
export function modulusBits(key: JsonObject): number {
  const modulus = unsignedInteger(stringMember(key, 'n'))
  return modulus === 0n ? 0 : modulus.toString(2).length
}

/** Whether an RSA key's public exponent is below the usual 65537. */
export function hasSmallExponent(key: JsonObject): boolean {
  return key['kty'] === 'RSA' && unsignedInteger(stringMember(key, 'e')) < USUAL_EXPONENT
}

/** Whether a key is on a curve other than P-256, P-384, P-521 and Ed25519. */
export function isUncommonCurve(key: JsonObject): boolean {
  return CURVE_TYPES.has(stringMember(key, 'kty') ?? '') && !COMMON_CURVES.has(stringMember(key, 'crv') ?? '')
}

function unsignedInteger(encoded: string | undefined): bigint {
  const hex = Buffer.from(encoded ?? '', 'base64url').toString('hex')
  return hex === '' ? 0n : BigInt(`0x${hex}`)
}
