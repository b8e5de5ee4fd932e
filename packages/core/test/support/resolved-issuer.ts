import type { IssuerSpecificOptions } from '../../src/options/protected-resource-options.ts'
import { resolveIssuer, type ResolvedIssuer } from '../../src/options/resolve-issuer.ts'
import { AUDIENCE, ISSUER } from './test-token.ts'

/** The settings that options of one issuer come to, defaults filled in. */
export function resolvedIssuer(options: IssuerSpecificOptions = {}): ResolvedIssuer {
  const own = { issuer: ISSUER, audience: AUDIENCE, ...options }
  const [resolved] = resolveIssuer(own, { shared: {}, clockToleranceSeconds: 30 })
  if (resolved === undefined) throw new Error('no issuer was resolved')
  return resolved
}
