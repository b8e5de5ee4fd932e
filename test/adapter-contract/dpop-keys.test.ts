import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSigningKey } from '../tokens/signing-key.ts'
import { signToken } from '../tokens/sign-token.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const { issuer, open } = await createDpopRig()
const key = createSigningKey('ES256', 'client')
const { x = '', y = '' } = key.publicKey.export({ format: 'jwk' })
const valid = { kty: 'EC', crv: 'P-256', x, y }

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** The thumbprint of a JWK (RFC 7638), whatever its members are. */
function thumbprintOf(jwk: Readonly<Record<string, unknown>>): string {
  const names = jwk['kty'] === 'RSA' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', 'y']
  return sha256(
    JSON.stringify(Object.fromEntries(names.filter((name) => name in jwk).map((name) => [name, jwk[name]])))
  )
}

/** The headers of a request with a token that is bound to a key, and with a proof whose header is this text. */
async function headersOf(header: string, jkt: string) {
  const accessToken = await issuer.issue({ claims: { cnf: { jkt } } })
  const now = Math.floor(Date.now() / 1000)
  const claims = { jti: randomUUID(), htm: 'GET', htu: URL_OF_MESSAGES, iat: now, ath: sha256(accessToken) }
  return { authorization: `DPoP ${accessToken}`, dpop: signToken(header, claims, key) }
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const zeros = encode(new Uint8Array(32))
const n = encode(new Uint8Array(256).fill(0xff))
const rsa = { kty: 'RSA', n, e: 'AQAB' }
const ed25519 = { kty: 'OKP', crv: 'Ed25519', x }

/** Keys that a client can send, by what is wrong with them. */
const KEYS = {
  'off the curve': ['ES256', { ...valid, x: y, y: x }],
  'the origin of the curve': ['ES256', { ...valid, x: zeros, y: zeros }],
  'without coordinates': ['ES256', { ...valid, x: '', y: '' }],
  'a byte short': ['ES256', { ...valid, x: encode(Buffer.from(x, 'base64url').subarray(0, 31)) }],
  'on another curve than its alg': ['ES256', { ...valid, crv: 'P-384' }],
  'of P-256 with alg ES384': ['ES384', valid],
  'of the curve secp256k1': ['ES256', { ...valid, crv: 'secp256k1' }],
  'with a coordinate that is a list': ['ES256', { ...valid, x: [x] }],
  'of the type OKP with alg ES256': ['ES256', ed25519],
  'of Ed448': ['EdDSA', { ...ed25519, crv: 'Ed448' }],
  'of X25519': ['EdDSA', { ...ed25519, crv: 'X25519' }],
  'of Ed25519 of small order': ['Ed25519', { ...ed25519, x: zeros }],
  'of Ed25519 with 29 bytes': ['Ed25519', { ...ed25519, x: x.slice(4) }],
  'of RSA with the exponent 1': ['RS256', { ...rsa, e: 'AQ' }],
  'of RSA with the exponent 2': ['RS256', { ...rsa, e: 'Ag' }],
  'of RSA with the exponent 0': ['RS256', { ...rsa, e: 'AAAA' }],
  'of RSA without exponent': ['RS256', { ...rsa, e: '' }],
  'of RSA with 1,024 bits': ['PS256', { ...rsa, n: encode(new Uint8Array(128).fill(0xff)) }],
  'of RSA with the modulus 0': ['PS512', { ...rsa, n: zeros }]
} as const

describe.each(boundApis)('on $name', (api) => {
  test('a proof with one of 19 unusable keys gets 401, even if the token is bound to it', async () => {
    const { call } = await open(api)
    for (const [problem, [alg, jwk]] of Object.entries(KEYS)) {
      const header = JSON.stringify({ typ: 'dpop+jwt', alg, jwk })
      const { status, code } = read(await call(await headersOf(header, thumbprintOf(jwk))))
      expect([status, code], problem).toEqual([401, 'proof_key_invalid'])
    }
  })

  test('a proof with an alg that is not offered gets 401', async () => {
    const { call } = await open(api)
    for (const alg of ['none', 'HS256', 'ES256K', 'Ed448', 'ML-DSA-44', 'es256', '__proto__', 'toString']) {
      const header = JSON.stringify({ typ: 'dpop+jwt', alg, jwk: valid })
      const { status, code } = read(await call(await headersOf(header, thumbprintOf(valid))))
      expect([status, code], alg).toEqual([401, 'proof_algorithm_not_allowed'])
    }
  })

  test('a key in another spelling is not the one that the token is bound to', async () => {
    const { call } = await open(api)
    const bytes = Buffer.from(x, 'base64url')
    for (const other of [
      { ...valid, x: encode(Buffer.concat([new Uint8Array(1), bytes])) },
      { ...valid, x: bytes.toString('base64') },
      { ...valid, x: `${x}=` },
      { ...valid, x: `${x}A` },
      { ...valid, x: ` ${x}` }
    ]) {
      const header = JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: other })
      const { status, code } = read(await call(await headersOf(header, thumbprintOf(valid))))
      expect([status, code], other.x).toEqual([401, 'proof_key_mismatch'])
    }
  })

  test('of members that are there twice the last one counts, for the signature and the binding', async () => {
    const { call } = await open(api)
    const jkt = thumbprintOf(valid)
    const [good, bad] = [JSON.stringify(valid), JSON.stringify({ ...valid, x: y, y: x })]
    const members = good.slice(1, -1)
    for (const [header, code] of [
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":${bad},"jwk":${good}}`, undefined],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":${good},"jwk":${bad}}`, 'proof_key_mismatch'],
      [`{"typ":"dpop+jwt","alg":"none","alg":"ES256","jwk":${good}}`, undefined],
      [`{"typ":"dpop+jwt","alg":"ES256","alg":"none","jwk":${good}}`, 'proof_algorithm_not_allowed'],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{"x":"${y}",${members}}}`, undefined],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{${members},"x":"${y}"}}`, 'proof_key_mismatch'],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{${members},"d":null}}`, 'proof_key_private'],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{${members},"d":"${y}","d":null}}`, 'proof_key_private']
    ] as const) {
      const answer = read(await call(await headersOf(header, jkt)))
      expect([answer.status, answer.code], header).toEqual([code === undefined ? 200 : 401, code])
    }
  })

  test('a member __proto__ gives a proof and its key nothing', async () => {
    const { call } = await open(api)
    const jkt = thumbprintOf(valid)
    const good = JSON.stringify(valid)
    for (const [header, code] of [
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":${good},"__proto__":{"crit":["x"]}}`, undefined],
      [`{"__proto__":{"typ":"dpop+jwt","alg":"ES256","jwk":${good}}}`, 'proof_type_mismatch'],
      [`{"typ":"dpop+jwt","alg":"ES256","__proto__":{"jwk":${good}}}`, 'proof_malformed'],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{"__proto__":${good}}}`, 'proof_key_invalid'],
      [`{"typ":"dpop+jwt","alg":"ES256","jwk":{"__proto__":{"d":"x"},${good.slice(1)}}`, undefined]
    ] as const) {
      const answer = read(await call(await headersOf(header, jkt)))
      expect([answer.status, answer.code], header).toEqual([code === undefined ? 200 : 401, code])
    }
    expect(Object.hasOwn(Object.prototype, 'jwk')).toBe(false)
  })
})
