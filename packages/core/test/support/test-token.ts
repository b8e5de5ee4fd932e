import { exportJWK, FlattenedSign, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose'
import type { AlgorithmName } from '../../src/jws/algorithms.ts'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { parseToken } from '../../src/jws/parse-token.ts'
import type { UnverifiedToken } from '../../src/jws/unverified-token.ts'

/** The moment at which these tests play, in seconds since the epoch. */
export const NOW = 1_800_000_000

/** Whom the tokens come from, and whom they are for. */
export const ISSUER = 'https://as.example.test'
export const AUDIENCE = 'https://api.example.test'

/** A key pair, made anew in each test run. */
export interface TestKey {
  readonly algorithm: AlgorithmName
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly jwk: JWK
}

/** Makes a key pair for an algorithm. */
export async function createTestKey(algorithm: AlgorithmName, kid = `${algorithm}-1`): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
  return { algorithm, privateKey, publicKey, jwk }
}

/** Imports an RSA key pair for an algorithm from its private JWK: to make one takes long. */
export async function importRsaKey(secret: JWK, algorithm: AlgorithmName): Promise<TestKey> {
  const { kty = 'RSA', n = '', e = '' } = secret
  const jwk = { kty, n, e, kid: `${algorithm}-1`, alg: algorithm, use: 'sig' }
  const [privateKey, publicKey] = await Promise.all([
    importKey({ ...secret, alg: algorithm }),
    importKey(jwk)
  ])
  return { algorithm, privateKey, publicKey, jwk }
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, jwk.alg, { extractable: true })
  if (key instanceof Uint8Array) throw new TypeError('not an asymmetric key')
  return key
}

/** Returns whether keys of an algorithm are RSA keys. */
export function isRsa(algorithm: AlgorithmName): boolean {
  return /^[RP]S/u.test(algorithm)
}

/** Makes a key pair for each algorithm; those for RSA have one pair in common. */
export async function createTestKeys(algorithms: readonly AlgorithmName[]): Promise<readonly TestKey[]> {
  const rsa = await exportJWK((await createTestKey('RS256')).privateKey)
  return Promise.all(algorithms.map((name) => (isRsa(name) ? importRsaKey(rsa, name) : createTestKey(name))))
}

/** Claims exactly as RFC 9068 requires; a member that is undefined in the change is omitted from the token. */
export function validClaims(change: object = {}): Record<string, unknown> {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'alice',
    client_id: 'client-1',
    iat: NOW,
    exp: NOW + 300,
    jti: 'token-1',
    scope: 'read:messages',
    ...change
  }
}

/** Encodes a segment of a token: text as it stands, everything else as JSON. */
export function encodeSegment(part: string | object): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

/** What a token is made of. */
export interface TokenParts {
  readonly header?: object
  readonly claims?: object
}

/** Signs a token, with `jose`. */
export async function signToken(key: TestKey, { header = {}, claims = validClaims() }: TokenParts = {}) {
  const payload = new TextEncoder().encode(JSON.stringify(claims))
  const members = { alg: key.algorithm, typ: 'at+jwt', kid: key.jwk.kid, ...header }
  const jws = await new FlattenedSign(payload)
    .setProtectedHeader(
      Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
    )
    .sign(key.privateKey)
  return `${jws.protected}.${jws.payload}.${jws.signature}`
}

/** Replaces the signature of an ES256 token by zeros, which never are one. */
export function withZeroSignature(token: string): string {
  return `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(86)}`
}

/** Signs a token and takes it apart, without verifying it. */
export async function parsedToken(key: TestKey, parts?: TokenParts): Promise<UnverifiedToken> {
  return parseToken(await signToken(key, parts), { maxTokenBytes: 100_000, headers: createHeaderMemory() })
}
