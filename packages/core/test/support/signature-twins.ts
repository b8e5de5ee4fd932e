import { createECDH, createHash } from 'node:crypto'
import { encodeSegment, validClaims } from './test-token.ts'

/** The order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Two valid tokens, of two keys, that end with the very same signature. */
export interface SignatureTwins {
  readonly jwks: { keys: object[] }
  readonly tokens: readonly [string, string]
}

/**
 * Makes two tokens with one signature. Anyone who can publish a key can do that to any ES256 token: the
 * private key is computed from the signature and the other message (duplicate signature key selection).
 */
export function makeSignatureTwins(claims: readonly [object, object]): SignatureTwins {
  const [first, second] = claims.map((change, index) => signingInput(`twin-${index}`, change))
  if (first === undefined || second === undefined) throw new Error('two messages are needed')
  const firstKey = 0xfeed_beefn
  const nonce = 0x1234_5678_9abcn
  const r = coordinatesOf(nonce).x % ORDER
  const s = (inverse(nonce) * (digest(first) + r * firstKey)) % ORDER
  const secondKey = (((s * nonce - digest(second)) % ORDER) + ORDER) * inverse(r)
  const signature = Buffer.from(hex(r) + hex(s), 'hex').toString('base64url')
  const keys = [firstKey, secondKey % ORDER].map((key, index) => publicJwk(key, `twin-${index}`))
  return { jwks: { keys }, tokens: [`${first}.${signature}`, `${second}.${signature}`] }
}

function signingInput(kid: string, change: object): string {
  const header = { alg: 'ES256', typ: 'at+jwt', kid }
  return `${encodeSegment(header)}.${encodeSegment(validClaims(change))}`
}

function digest(message: string): bigint {
  return BigInt(`0x${createHash('sha256').update(message).digest('hex')}`)
}

function publicJwk(privateKey: bigint, kid: string): object {
  const { x, y } = coordinatesOf(privateKey)
  const encode = (value: bigint) => Buffer.from(hex(value), 'hex').toString('base64url')
  return { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid, x: encode(x), y: encode(y) }
}

/** The point that a number times the generator is. */
function coordinatesOf(factor: bigint): { x: bigint; y: bigint } {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(hex(factor), 'hex')
  const point = curve.getPublicKey('hex').slice(2)
  return { x: BigInt(`0x${point.slice(0, 64)}`), y: BigInt(`0x${point.slice(64)}`) }
}

function hex(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}

/** By Fermat's little theorem, as the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n
  let power = value % ORDER
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * power) % ORDER
    power = (power * power) % ORDER
  }
  return result
}
