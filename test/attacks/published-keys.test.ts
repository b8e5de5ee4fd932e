import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { signToken } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const weak = createSigningKey('RS256', 'weak', 1024)
const forEncryption = createSigningKey('ES256', 'for-encryption')
const forWrapping = createSigningKey('RS256', 'for-wrapping')
const forSigning = createSigningKey('ES256', 'for-signing')
const otherAlgorithm = createSigningKey('RS256', 'other-algorithm')
const sharedEc = createSigningKey('ES256', 'shared')
const sharedRsa = createSigningKey('RS256', 'shared')
const sharedTwin = createSigningKey('ES256', 'shared')
const nameless = createSigningKey('ES384', 'nameless')
const namelessTwin = createSigningKey('ES384', 'nameless-twin')
const { kid: _kid, ...namelessJwk } = nameless.publicJwk
const { alg: _alg, use: _use, ...bareJwk } = otherAlgorithm.publicJwk
const { x: _x, ...halfJwk } = createSigningKey('ES256', 'half').publicJwk
const offCurve = { ...createSigningKey('ES256', 'off-curve').publicJwk, x: 'A'.repeat(43), y: 'A'.repeat(43) }
/** The neutral point: R = A, S = 0 is a signature of everything. */
const neutralPoint = Buffer.alloc(32)
neutralPoint[0] = 1
const smallOrder = { kty: 'OKP', crv: 'Ed25519', kid: 'small-order', x: neutralPoint.toString('base64url') }

const published: readonly object[] = [
  { kty: 'X', kid: 'unknown-type' },
  { kty: 'oct', kid: 'symmetric', alg: 'HS256', k: 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' },
  halfJwk,
  offCurve,
  smallOrder,
  weak.publicJwk,
  { ...forEncryption.publicJwk, use: 'enc' },
  { ...forWrapping.publicJwk, use: undefined, key_ops: ['wrapKey'] },
  { ...forSigning.publicJwk, use: undefined, key_ops: ['sign'] },
  { ...otherAlgorithm.publicJwk, alg: 'PS256' },
  { ...bareJwk, kid: 'bare' },
  sharedRsa.publicJwk,
  sharedTwin.publicJwk,
  sharedEc.publicJwk,
  namelessJwk,
  namelessTwin.publicJwk,
  ...Object.values(keys).map((key) => key.publicJwk)
]

const unusable: readonly Attack[] = [
  {
    title: verifies('J-14', 'RFC 7518 section 3.3: an RSA key of 1024 bits'),
    token: () => accessToken({}, weak)
  },
  {
    title: 'RFC 8032 section 5.1: an Ed25519 key of small order, for which anybody can sign',
    token: () => {
      const unsigned = tokenOf({ header: validHeader({ alg: 'EdDSA', kid: 'small-order' }) })
      const signature = Buffer.concat([neutralPoint, Buffer.alloc(32)])
      return unsigned.replace(/[^.]*$/u, signature.toString('base64url'))
    }
  },
  {
    title: verifies('J-12', 'RFC 7517 section 4.2: a key with use enc'),
    token: () => accessToken({}, forEncryption)
  },
  {
    title: verifies('J-12', 'RFC 7517 section 4.3: a key with key_ops wrapKey'),
    token: () => accessToken({}, forWrapping)
  },
  {
    title: verifies('J-12', 'RFC 7517 section 4.3: a key with key_ops sign'),
    token: () => accessToken({}, forSigning)
  },
  {
    title: verifies('J-3', 'RFC 8725bis section 3.1: a key published for PS256 that signs RS256'),
    token: () => accessToken({}, otherAlgorithm)
  },
  {
    title: verifies('J-16', 'RFC 8725 section 3.4: a key that is no point of its curve'),
    token: () => tokenOf({ header: validHeader({ kid: 'off-curve' }) })
  },
  {
    title: 'RFC 7517 section 9.2: a symmetric key that is published',
    token: () =>
      signToken(validHeader({ alg: 'HS256', kid: 'symmetric' }), validClaims(), {
        algorithm: 'HS256',
        privateKey: Buffer.from('secretsecretsecretsecret')
      })
  },
  {
    title: 'a key of an unknown type',
    token: () => tokenOf({ header: validHeader({ kid: 'unknown-type' }) })
  },
  {
    title: 'a key with a part missing',
    token: () => tokenOf({ header: validHeader({ kid: 'half' }) })
  }
]

const usable: readonly Attack[] = [
  {
    title: verifies('J-11', 'RFC 7517 section 5: a good key among bad ones serves'),
    token: () => accessToken(),
    answer: 'served'
  },
  {
    title: verifies('J-3', 'a key without alg and use verifies what its type allows'),
    token: () => tokenOf({ header: validHeader({ kid: 'bare' }, otherAlgorithm), key: otherAlgorithm }),
    answer: 'served'
  },
  {
    title: verifies(
      'J-13',
      'F-7',
      'RFC 7517 section 4.5: of keys with one kid the one of the right type serves'
    ),
    token: () => accessToken({}, sharedRsa),
    answer: 'served'
  },
  {
    title: verifies(
      'J-13',
      'RFC 7517 section 4.5: of keys with one kid and one type each is tried, the first'
    ),
    token: () => accessToken({}, sharedTwin),
    answer: 'served'
  },
  {
    title: verifies(
      'J-13',
      'RFC 7517 section 4.5: of keys with one kid and one type each is tried, the second'
    ),
    token: () => accessToken({}, sharedEc),
    answer: 'served'
  },
  {
    title: verifies('J-13', 'RFC 7517 section 4.5: a token without kid by a key without kid'),
    token: () => tokenOf({ header: validHeader({ kid: undefined }, nameless), key: nameless }),
    answer: 'served'
  },
  {
    title: verifies('J-13', 'RFC 7517 section 4.5: a token without kid by a key with one'),
    token: () => tokenOf({ header: validHeader({ kid: undefined }, namelessTwin), key: namelessTwin }),
    answer: 'served'
  }
]

describeAttacks([...unusable, ...usable], { keys: published })
