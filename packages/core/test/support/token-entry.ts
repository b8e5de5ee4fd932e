import { createAuthContext } from '../../src/context/create-auth-context.ts'
import type { Accepted } from '../../src/memory/accepted.ts'
import { resolvedIssuer } from './resolved-issuer.ts'
import { ISSUER, NOW, validClaims } from './test-token.ts'

const validity = { holds: () => true }

/** An accepted token, five minutes before its end. */
export function entryFor(accessToken: string, change: Partial<Accepted> = {}): Accepted {
  const claims = validClaims({ jti: accessToken })
  const token = {
    issuer: ISSUER,
    header: { alg: 'RS256' },
    claims,
    parseClaims: () => claims
  }
  const credentials = { scheme: 'Bearer', accessToken, text: accessToken } as const
  const context = createAuthContext(credentials, token, resolvedIssuer().mapping)
  return { context, validity, validUntil: NOW + 300, validUntilMonotonic: 300_000, ...change }
}
