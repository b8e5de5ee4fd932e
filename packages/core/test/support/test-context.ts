import type { AuthContext } from '../../src/context/auth-context.ts'
import { createAuthContext } from '../../src/context/create-auth-context.ts'
import { resolvedIssuer } from './resolved-issuer.ts'
import { ISSUER, validClaims } from './test-token.ts'

/** The context of a token with these claims; a claim that is undefined is left out. */
export function contextOf(change: object = {}): AuthContext {
  const entries = Object.entries(validClaims(change)).filter(([, value]) => value !== undefined)
  const claims = Object.fromEntries(entries)
  const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
  const accessToken = 'header.payload.signature'
  const credentials = { scheme: 'Bearer', accessToken, text: `Bearer ${accessToken}` } as const
  return createAuthContext(credentials, token, resolvedIssuer().mapping)
}
