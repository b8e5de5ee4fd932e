import { createAuthContext } from '../../src/context/create-auth-context.ts'
import type { Accepted, TokenTime } from '../../src/memory/token-cache.ts'
import { resolvedIssuer } from './resolved-issuer.ts'
import { ISSUER, NOW, validClaims } from './test-token.ts'

/** A key set, to be compared. */
export const keySet = {}
const keys: { current(at: number): object | undefined } = { current: () => keySet }
/** The moment of these tests. */
export const time = (): TokenTime => ({ now: NOW, monotonic: 5000 })

/** What is remembered of a token that its key set, still that of the issuer, has signed. */
export function entryFor(accessToken: string, change: Partial<Accepted> = {}): Accepted {
  const claims = validClaims({ jti: accessToken })
  const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
  const credentials = { scheme: 'Bearer', accessToken, presented: accessToken } as const
  const context = createAuthContext(credentials, token, resolvedIssuer().mapping)
  return { context, keySet, keys, validUntil: NOW + 300, validUntilMonotonic: 305_000, ...change }
}
