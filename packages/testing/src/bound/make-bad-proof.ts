import { createHmac, randomBytes } from 'node:crypto'
import { createSigningKey } from '../keys/create-signing-key.ts'
import type { SigningKey } from '../keys/create-signing-key.ts'
import { encodePart, signCompact } from '../tokens/sign-compact.ts'
import type { TokenPart } from '../tokens/sign-compact.ts'
import type { BadProofKind } from './bad-proof-kinds.ts'
import type { ProofParts, ProofRequest } from './proof-request.ts'

/** What bad proofs are made from. */
export interface BadProofSource {
  readonly key: SigningKey
  readonly request: ProofRequest
  /** Header and claims of a valid proof for the request. */
  readonly parts: ProofParts
}

type Maker = (source: BadProofSource) => string | Promise<string>

const HOUR_SECONDS = 3600

/**
 * Makes a bad proof.
 *
 * @throws {TypeError} If no bad proof has this name.
 */
export async function makeBadProof(kind: BadProofKind, source: BadProofSource): Promise<string> {
  if (!Object.hasOwn(MAKERS, kind)) {
    throw new TypeError(`there is no bad proof named "${kind}"; BAD_PROOF_KINDS lists the names`)
  }
  return MAKERS[kind](source)
}

const MAKERS: { readonly [Kind in BadProofKind]: Maker } = {
  empty: () => '',
  twice: async (source) => `${await signParts(source)}, ${await signParts(source)}`,
  oversized: withClaims(() => ({ filler: 'f'.repeat(9 * 1024) })),
  notJwt: () => randomBytes(32).toString('base64url'),
  fourSegments: async (source) => `${await signParts(source)}.AAAA`,
  padded: async (source) => `${await signParts(source)}=`,
  notJson: (source) => sign(source, { ...source.parts, payload: '{"jti":' }),

  missingType: withHeader(() => ({ typ: undefined })),
  accessTokenType: withHeader(() => ({ typ: 'at+jwt' })),
  criticalHeader: withHeader(() => ({ crit: ['urn:example:unknown'], 'urn:example:unknown': true })),
  algNone: ({ parts }) => `${encodePart({ ...parts.header, alg: 'none' })}.${encodePart(parts.claims)}.`,
  hmacWithPublicKey({ key, parts }) {
    const input = `${encodePart({ ...parts.header, alg: 'HS256' })}.${encodePart(parts.claims)}`
    const secret = key.publicKey.export({ format: 'pem', type: 'spki' })
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  },

  missingKey: withHeader(() => ({ jwk: undefined })),
  privateKey: withHeader(({ key }) => ({ jwk: key.privateKey.export({ format: 'jwk' }) })),
  symmetricKey: withHeader(() => ({ jwk: { kty: 'oct', k: randomBytes(32).toString('base64url') } })),
  unknownKeyType: withJwk({ kty: 'UNKNOWN' }),
  keyForEncryption: withJwk({ use: 'enc' }),
  hugeRsaKey: withHeader(() => ({
    alg: 'RS256',
    jwk: { kty: 'RSA', e: 'AQAB', n: randomBytes(2048).toString('base64url') }
  })),
  otherKey: async (source) => {
    const key = await createSigningKey(source.key.algorithm)
    const { kid: _kid, use: _use, alg: _alg, ...jwk } = key.publicJwk
    return sign({ ...source, key }, { header: { ...source.parts.header, jwk }, payload: source.parts.claims })
  },
  otherSigner: async (source) =>
    sign(
      { ...source, key: await createSigningKey(source.key.algorithm) },
      { header: source.parts.header, payload: source.parts.claims }
    ),
  async tampered(source) {
    const [header, , signature] = (await signParts(source)).split('.')
    const claims = { ...source.parts.claims, jti: randomBytes(16).toString('base64url') }
    return `${header}.${encodePart(claims)}.${signature}`
  },

  missingJti: withClaims(() => ({ jti: undefined })),
  longJti: withClaims(() => ({ jti: 'j'.repeat(513) })),
  missingMethod: withClaims(() => ({ htm: undefined })),
  otherMethod: withClaims(({ htm }) => ({ htm: htm === 'PUT' ? 'GET' : 'PUT' })),
  lowerCaseMethod: withClaims(({ htm }) => ({ htm: htm.toLowerCase() })),
  missingTarget: withClaims(() => ({ htu: undefined })),
  otherPath: withClaims(({ htu }) => ({ htu: `${htu}-other` })),
  targetWithSlash: withClaims(({ htu }) => ({ htu: `${new URL(htu).href}/` })),
  otherHost: withClaims(({ htu }) => ({ htu: changeUrl(htu, { hostname: 'other.example.test' }) })),
  otherPort: withClaims(({ htu }) => ({ htu: changeUrl(htu, { port: '9' }) })),
  otherScheme: withClaims(({ htu }) => ({ htu: toggleScheme(htu) })),
  missingIssuedAt: withClaims(() => ({ iat: undefined })),
  issuedAtAsText: withClaims(({ iat }) => ({ iat: String(iat) })),
  expired: withClaims(({ iat }) => ({ iat: iat - HOUR_SECONDS })),
  issuedInFuture: withClaims(({ iat }) => ({ iat: iat + HOUR_SECONDS })),
  missingTokenHash: withClaims(() => ({ ath: undefined })),
  otherTokenHash: withClaims(() => ({ ath: randomBytes(32).toString('base64url') })),
  paddedTokenHash: withClaims(({ ath }) => ({ ath: `${ath}=` })),
  nonceNotText: withClaims(() => ({ nonce: 5 }))
}

interface ValidClaims {
  readonly htm: string
  readonly htu: string
  readonly iat: number
  readonly ath: string
}

function withClaims(change: (claims: ValidClaims) => object): Maker {
  return (source) => {
    const { header, claims } = source.parts
    const { htm, htu, iat, ath } = claims
    const valid = { htm: String(htm), htu: String(htu), iat: Number(iat), ath: String(ath) }
    return sign(source, { header, payload: { ...claims, ...change(valid) } })
  }
}

function withHeader(change: (source: BadProofSource) => object): Maker {
  return (source) =>
    sign(source, { header: { ...source.parts.header, ...change(source) }, payload: source.parts.claims })
}

function withJwk(change: object): Maker {
  return withHeader(({ parts }) => ({ jwk: Object.assign({}, parts.header['jwk'], change) }))
}

async function signParts(source: BadProofSource): Promise<string> {
  return sign(source, { header: source.parts.header, payload: source.parts.claims })
}

async function sign(
  { key }: BadProofSource,
  { header, payload }: { readonly header: TokenPart; readonly payload: TokenPart }
): Promise<string> {
  return signCompact({ header, payload, algorithm: key.algorithm, privateKey: key.privateKey })
}

function changeUrl(url: string, change: { readonly hostname?: string; readonly port?: string }): string {
  return Object.assign(new URL(url), change).href
}

function toggleScheme(url: string): string {
  return url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:')
}
