import { verifies } from '../requirements.ts'
import { accessToken, issuer, keys, validClaims, validHeader } from '../tokens/authority.ts'
import { encodePart, signToken } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const spellingsOfNone: readonly unknown[] = [
  'none',
  'None',
  'NONE',
  'nOnE',
  'none ',
  ' none',
  'nonе',
  '',
  null,
  0,
  [],
  ['none'],
  {}
]

function unsigned(alg: unknown, signature = ''): string {
  return `${encodePart(validHeader({ alg }))}.${encodePart(validClaims())}.${signature}`
}

const none: readonly Attack[] = spellingsOfNone.flatMap((alg) => [
  {
    title: `${verifies('J-4', 'J-2', 'RFC 8725 section 2.1, CVE-2015-9235: alg of an unsigned token is')} ${JSON.stringify(alg)}`,
    token: () => unsigned(alg)
  },
  {
    title: `RFC 8725 section 2.1: a signed token whose alg is ${JSON.stringify(alg)}`,
    token: () => signToken(validHeader({ alg }), validClaims(), keys.ec)
  },
  {
    title: `CVE-2018-1000531: alg ${JSON.stringify(alg)} with the signature of a valid token`,
    token: () => unsigned(alg, accessToken().split('.')[2])
  }
])

const secrets: Record<string, string | Uint8Array> = {
  'the public key as PEM': keys.rsa.publicKey.export({ type: 'spki', format: 'pem' }),
  'the public key as PEM without its final line break': keys.rsa.publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString()
    .trim(),
  'the public key as PKCS 1 PEM': keys.rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }),
  'the public key as DER': keys.rsa.publicKey.export({ type: 'spki', format: 'der' }),
  'the public key as JWK': JSON.stringify(keys.rsa.publicJwk),
  'the modulus': String(keys.rsa.publicJwk.n),
  'the modulus as bytes': Buffer.from(String(keys.rsa.publicJwk.n), 'base64url'),
  'the EC public key as PEM': keys.ec.publicKey.export({ type: 'spki', format: 'pem' }),
  'an empty secret': '',
  'the issuer': issuer
}

const hmac: readonly Attack[] = Object.entries(secrets).flatMap(([name, privateKey]) =>
  ['HS256', 'HS384', 'HS512'].map((algorithm) => ({
    title: `${verifies('J-2', 'RFC 8725 section 2.1, CVE-2016-5431, CVE-2022-29217: HMAC keyed with')} ${name}, ${algorithm}`,
    token: () =>
      signToken(validHeader({ alg: algorithm, kid: keys.rsa.kid }), validClaims(), { algorithm, privateKey })
  }))
)

const others: readonly Attack[] = [
  ...[
    'es256',
    'Es256',
    'ES256 ',
    'ESP256',
    'ES256K',
    'HS256',
    'RSA1_5',
    'RSA-OAEP',
    'A128KW',
    'dir',
    'constructor',
    '__proto__',
    'toString'
  ].map((alg) => ({
    title: `${verifies('J-2', 'RFC 8725 section 3.1: a valid signature under the algorithm name')} ${alg}`,
    token: () => signToken(validHeader({ alg }), validClaims(), keys.ec)
  })),
  ...['RS256', 'PS256', 'ES384', 'EdDSA'].map((alg) => ({
    title: `${verifies('J-3', 'RFC 8725 section 3.1: an EC key named by a token that says')} ${alg}`,
    token: () => signToken(validHeader({ alg }), validClaims(), keys.ec)
  })),
  {
    title: verifies('J-3', 'RFC 8725 section 3.1: an RSA key published for RS256 that signs PS256'),
    token: () =>
      signToken(validHeader({ alg: 'PS256' }, keys.rsa), validClaims(), { ...keys.rsa, algorithm: 'PS256' })
  },
  {
    title: 'RFC 8725 section 3.1: an RSA key published for RS256 that signs RS512',
    token: () =>
      signToken(validHeader({ alg: 'RS512' }, keys.rsa), validClaims(), { ...keys.rsa, algorithm: 'RS512' })
  },
  {
    title: 'RFC 8725 section 3.1: a header without alg',
    token: () => signToken(validHeader({ alg: undefined }), validClaims(), keys.ec)
  },
  {
    title: verifies('T-2', 'RS256 is accepted by default'),
    token: () => accessToken({}, keys.rsa),
    answer: 'served'
  }
]

describeAttacks([...none, ...hmac, ...others])
