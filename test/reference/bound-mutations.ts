import fc from 'fast-check'
import { accessToken } from '../tokens/authority.ts'
import {
  bearer,
  certificateLine,
  certified,
  certifiedRequestOf,
  clients,
  digestOf,
  NOW,
  proofOf,
  publicUrl,
  requestOf,
  type Client
} from './bound-requests.ts'
import type { BoundRequest } from './bound-verdict.ts'

const client = fc.constantFrom(...clients)
const anyClient = fc.constantFrom(...clients, ...certified)
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    'GET',
    'get',
    'POST',
    'dpop+jwt',
    'JWT',
    'none',
    'HS256',
    'ES256',
    publicUrl,
    `${publicUrl}/messages`,
    'https://api.example.test/messages',
    `${publicUrl}/%6dessages`,
    `${publicUrl}/./messages?x`
  )
)
const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.constantFrom(NOW, NOW - 301, NOW + 31, NOW - 299, NOW + 29),
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 })
)

/** One place of a text changed. */
function damage(original: string): fc.Arbitrary<string> {
  const at = fc.nat(original.length)
  const character = fc.constantFrom(...'ABCxyz019-_.= ,~%:\\/'.split(''))
  return fc
    .tuple(at, fc.constantFrom('replace', 'insert', 'remove', 'cut', 'double'), character)
    .map(([index, how, added]) => {
      const [before, after] = [original.slice(0, index), original.slice(index)]
      switch (how) {
        case 'replace':
          return before + added + after.slice(1)
        case 'insert':
          return before + added + after
        case 'remove':
          return before + after.slice(1)
        case 'cut':
          return before
        default:
          return `${original}${added}${original}`
      }
    })
}

/** Another text, another client's, none, or several lines. */
function field(original: string, others: fc.Arbitrary<string>): fc.Arbitrary<BoundRequest['dpop']> {
  return fc.oneof(
    damage(original),
    others,
    fc.constantFrom(undefined, [], [original], [original, original], `${original}, ${original}`),
    others.map((other) => [original, other]),
    others.map((other) => `${other}, ${original}`)
  )
}

const address = fc.constantFrom(undefined, '', '10.0.0.7', '::ffff:10.0.0.7', '192.0.2.1', '::1', 'unknown')

/** The certificate of a request changed, or where it comes from. */
function otherCertificate(valid: BoundRequest): fc.Arbitrary<BoundRequest> {
  const others = anyClient.map(certificateLine)
  return fc.oneof(
    field(String(valid.certificate), others).map((certificate) => ({ ...valid, certificate })),
    address.map((remoteAddress) => ({ ...valid, remoteAddress })),
    fc
      .tuple(address, others)
      .map(([remoteAddress, certificate]) => ({ ...valid, remoteAddress, certificate }))
  )
}

/** The token of a request changed: its text, its scheme, or what the issuer signed. */
function otherToken(valid: BoundRequest, each: Client): fc.Arbitrary<BoundRequest> {
  const scheme = fc.constantFrom('DPoP', 'Bearer', 'dpop ', 'Basic', '')
  const claim = fc.constantFrom('cnf', 'exp', 'aud', 'iss', 'nbf')
  const known = { jkt: 'x'.repeat(43), 'x5t#S256': digestOf(each.certificate) }
  const cnf = fc.constantFrom<unknown>(
    known,
    { ...known, jkt: undefined },
    { foo: 1 },
    {},
    null,
    [known],
    undefined
  )
  const reissued = fc.oneof(
    fc.tuple(claim, json).map(([name, value]) => accessToken({ cnf: bindingOf(each), [name]: value })),
    fc.oneof(cnf, json).map((value) => accessToken({ cnf: value })),
    fc
      .dictionary(text, json, { maxKeys: 2 })
      .map((more) => accessToken({ cnf: { ...bindingOf(each), ...more } }))
  )
  return fc.oneof(
    damage(valid.authorization).map((authorization) => ({ ...valid, authorization })),
    fc
      .tuple(scheme, fc.constantFrom(each.token, bearer))
      .map(([name, token]) => ({ ...valid, authorization: `${name} ${token}` })),
    fc.tuple(scheme, reissued).map(([name, token]) => ({
      ...requestOf({ ...each, token }),
      authorization: `${name} ${token}`
    }))
  )
}

function bindingOf({ token }: Client): object {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { cnf: object }
  return claims.cnf
}

const member = fc.constantFrom('jti', 'htm', 'htu', 'iat', 'ath', 'nonce', 'exp', 'nbf', 'extra')
const parameter = fc.constantFrom('typ', 'alg', 'jwk', 'kid', 'crit', 'b64', 'extra')
const keyMember = fc.constantFrom(
  'kty',
  'crv',
  'x',
  'y',
  'n',
  'e',
  'd',
  'k',
  'use',
  'alg',
  'key_ops',
  'extra'
)

/** A valid request with one thing changed in one of many ways. */
export const mutated: fc.Arbitrary<BoundRequest> = fc.oneof(
  client.chain((each) => {
    const valid = requestOf(each)
    const proofs = client.map((stranger) => proofOf(stranger))
    return fc.oneof(
      otherToken(valid, each),
      field(String(valid.dpop), proofs).map((dpop) => ({ ...valid, dpop })),
      damage(valid.target).map((target) => ({ ...valid, target })),
      fc.constantFrom('POST', 'get', 'HEAD', '').map((method) => ({ ...valid, method })),
      otherCertificate(valid),
      client.map((stranger) => ({ ...valid, dpop: proofOf({ ...each, key: stranger.key }) })),
      client.map((stranger) => ({ ...valid, dpop: proofOf({ ...each, jwk: stranger.jwk }) }))
    )
  }),
  fc.constantFrom(...certified).chain((each) => {
    const valid = certifiedRequestOf(each)
    return fc.oneof(otherCertificate(valid), otherToken(valid, each))
  }),
  fc.tuple(client, member, json).map(([each, name, value]) => requestOf(each, { claims: { [name]: value } })),
  fc
    .tuple(client, parameter, json)
    .map(([each, name, value]) => requestOf(each, { header: { [name]: value } })),
  fc
    .tuple(client, keyMember, json)
    .map(([each, name, value]) => requestOf(each, { header: { jwk: { ...each.jwk, [name]: value } } })),
  fc.tuple(client, fc.oneof(fc.string(), fc.json())).map(([each, payload]) => requestOf(each, { payload }))
)
