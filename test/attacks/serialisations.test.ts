import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import { invalidRequest } from '../adapter-contract/expected-answer.ts'
import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { encodePart } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

/** A JWE for the public key of the issuer: anybody can make one, CVE-2022-3102. */
function encrypted(header: object, plaintext: string): string {
  const protectedHeader = encodePart({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: keys.rsa.kid, ...header })
  const [contentKey, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedHeader))
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()])
  const encryptedKey = publicEncrypt(keys.rsa.publicKey, contentKey)
  return [protectedHeader, ...[encryptedKey, iv, text, cipher.getAuthTag()].map(encodePart)].join('.')
}

const encryptedTokens: readonly Attack[] = [
  {
    title: verifies(
      'J-5',
      'RFC 8725 section 2.3, CVE-2022-3102: claims encrypted to the public key of the issuer'
    ),
    token: () => encrypted({ typ: 'at+jwt' }, JSON.stringify(validClaims()))
  },
  {
    title: verifies('J-5', 'RFC 7519 section 7.2: a valid token nested in a JWE'),
    token: () => encrypted({ cty: 'JWT' }, accessToken())
  },
  {
    title: 'CVE-2024-28176: a JWE that says it is compressed',
    token: () => encrypted({ zip: 'DEF' }, JSON.stringify(validClaims()))
  },
  {
    title: 'RFC 8725 section 2.3: a JWE with an iteration count of a thousand million',
    token: () => encrypted({ alg: 'PBES2-HS256+A128KW', p2c: 1e9, p2s: 'AAAA' }, 'x')
  },
  { title: 'RFC 7516 section 9: five parts of nothing', token: () => 'e30.e30.e30.e30.e30' },
  {
    title: 'RFC 7516 section 9: five parts of which four are empty',
    token: () => `${encodePart({ alg: 'dir', enc: 'A256GCM' })}....`
  }
]

const nested: readonly Attack[] = [
  {
    title: 'RFC 7519 section 7.2: a valid token as the payload of a token',
    token: () => tokenOf({ header: validHeader({ cty: 'JWT' }), payload: accessToken() })
  },
  {
    title: 'RFC 7519 section 7.2: a valid token as a JSON string in the payload of a token',
    token: () => tokenOf({ payload: JSON.stringify(accessToken()) })
  }
]

const dots: readonly Attack[] = [
  ...['.', '..', '...', '....', 'a', 'a.b', 'a..b', '.a.b', 'a.b.', 'a.b.c.d', 'a.b.c.d.e.f'].map(
    (token) => ({
      title: `RFC 7515 section 7.1: the token is ${token}`,
      token: () => token
    })
  ),
  { title: 'RFC 7515 section 7.1: a dot more at the end', token: () => `${accessToken()}.` },
  { title: 'RFC 7515 section 7.1: a dot more at the start', token: () => `.${accessToken()}` },
  { title: 'RFC 7515 section 7.1: a fourth part', token: () => `${accessToken()}.AAAA` },
  {
    title: 'RFC 7515 section 7.1: two dots between header and payload',
    token: () => accessToken().replace('.', '..')
  },
  {
    title: 'RFC 7515 section 7.1: no dot between header and payload',
    token: () => accessToken().replace('.', '')
  },
  {
    title: 'RFC 7515 section 7.1: ten thousand dots',
    token: () => '.'.repeat(10_000)
  }
]

function jsonSerialisation(flattened: boolean): string {
  const [header = '', payload = '', signature = ''] = accessToken().split('.')
  const signed = { protected: header, signature }
  return JSON.stringify(flattened ? { payload, ...signed } : { payload, signatures: [signed] })
}

const json: readonly Attack[] = [
  {
    title: verifies('J-6', 'RFC 8725bis section 3.14, CVE-2016-9122: the general JSON serialisation'),
    token: () => jsonSerialisation(false),
    answer: invalidRequest
  },
  {
    title: verifies('J-6', 'RFC 8725bis section 3.14, CVE-2022-39227: the flattened JSON serialisation'),
    token: () => jsonSerialisation(true),
    answer: invalidRequest
  },
  { title: 'the JSON serialisation as base64url', token: () => encodePart(jsonSerialisation(true)) },
  {
    title: 'CVE-2022-39227: a forged payload in front of a valid token',
    token: () => `${encodePart(validClaims({ sub: 'admin' }))}.${accessToken()}`
  }
]

describeAttacks([...encryptedTokens, ...nested, ...dots, ...json])

describeAttacks(
  [
    {
      title: verifies('J-28', 'a token over the limit on tokens, and valid in every other respect'),
      token: () => accessToken({ big: 'x'.repeat(1000) })
    },
    { title: 'a token under the limit on tokens', token: () => accessToken(), answer: 'served' }
  ],
  { options: { maxTokenBytes: 1000 } }
)
