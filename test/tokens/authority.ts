import { createSigningKey, type SigningKey } from './signing-key.ts'
import { signToken, type TokenPart } from './sign-token.ts'

/** The issuer that the tokens of these suites name; nothing listens there, keys are given as a static set. */
export const issuer = 'https://as.example.test'

/** The identifier of the API under test. */
export const audience = 'https://api.example.test'

/** The keys of the issuer, made anew in each test file. */
export const keys: Readonly<Record<'rsa' | 'ec' | 'ed', SigningKey>> = {
  rsa: createSigningKey('RS256', 'rsa-1'),
  ec: createSigningKey('ES256', 'ec-1'),
  ed: createSigningKey('EdDSA', 'ed-1')
}

/** Options of a protected resource that trusts the issuer, without any network. */
export const options = {
  issuer,
  audience,
  jwks: { keys: Object.values(keys).map((key) => key.publicJwk) }
}

/** Seconds since the epoch, whole. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

/** Claims as RFC 9068 asks for; a member set to undefined in `change` is left out of the token. */
export function validClaims(change: object = {}): object {
  const now = nowSeconds()
  return {
    iss: issuer,
    aud: audience,
    sub: 'alice',
    client_id: 'spa',
    iat: now,
    exp: now + 300,
    jti: 'id-1',
    scope: 'read:messages',
    ...change
  }
}

/** A header as RFC 9068 asks for, for one of the keys. */
export function validHeader(change: object = {}, key: SigningKey = keys.ec): object {
  return { alg: key.algorithm, typ: 'at+jwt', kid: key.kid, ...change }
}

/** A valid access token with some claims changed. */
export function accessToken(claims: object = {}, key: SigningKey = keys.ec): string {
  return signToken(validHeader({}, key), validClaims(claims), key)
}

/** A token with some header parameters changed, or with the exact bytes of either part. */
export function tokenOf(parts: { header?: TokenPart; payload?: TokenPart; key?: SigningKey }): string {
  const key = parts.key ?? keys.ec
  return signToken(parts.header ?? validHeader({}, key), parts.payload ?? validClaims(), key)
}
