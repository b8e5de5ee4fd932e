/** What a revocation is about. */
export type RevocationKind = 'jti' | 'subject' | 'session' | 'token'

/** No issuer has a line break, so that two entries never share a key. */
const SEPARATOR = '\n'

/**
 * Creates the key of an entry.
 *
 * @param kind What the revocation is about.
 * @param issuer The issuer; undefined for every issuer.
 * @param id The id, or the digest of a token.
 * @returns The key.
 */
export function revocationKey(kind: RevocationKind, issuer: string | undefined, id: string): string {
  return `${kind}${SEPARATOR}${issuer ?? ''}${SEPARATOR}${id}`
}

/**
 * Returns the part of a token whose digest identifies it. Header and payload identify a JWT; the signature
 * does not: anyone who holds a token can write an ECDSA signature in another, equally valid way.
 *
 * @param accessToken The token.
 * @returns A JWT without its signature; any other token as it is.
 */
export function tokenText(accessToken: string): string {
  const parts = accessToken.split('.')
  return parts.length === 3 ? parts.slice(0, 2).join('.') : accessToken
}
