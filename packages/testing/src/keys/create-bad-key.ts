import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type ECKeyPairOptions,
  type KeyObject
} from 'node:crypto'
import { DER } from './generate-key-pair.ts'

const BAD_KEYS: { readonly [Kind in BadKeyKind]: () => unknown } = {
  notAnObject: () => null,
  unknownType: () => ({ kty: 'UNKNOWN', kid: randomUUID(), use: 'sig', alg: 'RS256' }),
  missingMembers: () => ({ kty: 'RSA', kid: randomUUID(), use: 'sig', alg: 'RS256', e: 'AQAB' }),
  weakRsa: () => ({ kty: 'RSA', kid: randomUUID(), use: 'sig', alg: 'RS256', e: 'AQAB', n: modulus(1024) }),
  pointOffCurve: () => ({
    kty: 'EC',
    crv: 'P-256',
    kid: randomUUID(),
    use: 'sig',
    alg: 'ES256',
    x: random(32),
    y: random(32)
  }),
  unknownCurve: () => ({
    kty: 'EC',
    crv: 'P-999',
    kid: randomUUID(),
    use: 'sig',
    alg: 'ES256',
    x: random(32),
    y: random(32)
  }),
  forEncryption: () => ({
    kty: 'RSA',
    kid: randomUUID(),
    use: 'enc',
    alg: 'RSA-OAEP-256',
    e: 'AQAB',
    n: modulus(2048)
  }),
  symmetric: () => ({ kty: 'oct', kid: randomUUID(), use: 'sig', alg: 'HS256', k: random(32) }),
  privateMembers: () => ({
    ...generatePrivateKey().export({ format: 'jwk' }),
    kid: randomUUID(),
    use: 'sig',
    alg: 'ES256'
  })
}

/**
 * Every kind of bad key. All except `privateMembers` are unusable; that one can verify, but a verifier should
 * not trust it.
 */
export const BAD_KEY_KINDS = [
  'notAnObject',
  'unknownType',
  'missingMembers',
  'weakRsa',
  'pointOffCurve',
  'unknownCurve',
  'forEncryption',
  'symmetric',
  'privateMembers'
] as const

/** Name of an entry of a JWK Set that a verifier must skip (RFC 7517 section 5). See {@link createBadKey}. */
export type BadKeyKind = (typeof BAD_KEY_KINDS)[number]

/**
 * Creates one entry of a JWK Set that no verifier should use:
 *
 * - `notAnObject`: `null` instead of a key;
 * - `unknownType`: an unknown `kty`;
 * - `missingMembers`: an RSA key without its modulus;
 * - `weakRsa`: an RSA key of 1024 bits (RFC 7518 section 3.3 asks for 2048);
 * - `pointOffCurve`: an EC key whose point is not on its curve;
 * - `unknownCurve`: an EC key on an unknown curve;
 * - `forEncryption`: a key with `use` `enc` (RFC 7517 section 4.2);
 * - `symmetric`: a shared secret (`kty` `oct`), published;
 * - `privateMembers`: a private key, published (RFC 7517 section 9.2).
 *
 * @returns The entry, each time with fresh random material and a fresh `kid`.
 */
export function createBadKey(kind: BadKeyKind): unknown {
  return BAD_KEYS[kind]()
}

/** By way of bytes: see `generateKeyPair`. */
function generatePrivateKey(): KeyObject {
  const options: ECKeyPairOptions<'der', 'der'> = { namedCurve: 'P-256', ...DER }
  const { privateKey } = generateKeyPairSync('ec', options)
  return createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' })
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

/**
 * An odd number of exactly this many bits: every parser accepts it as a modulus, and the private key is
 * unknown.
 */
function modulus(bits: number): string {
  const bytes = randomBytes(bits / 8)
  bytes.writeUInt8(bytes.readUInt8(0) | 0x80, 0)
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) | 0x01, bytes.length - 1)
  return bytes.toString('base64url')
}
