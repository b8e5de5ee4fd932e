import { validateClaims } from '../claims/validate-claims.ts'
import { createAuthContext } from '../context/create-auth-context.ts'
import { withHint } from '../errors/hints.ts'
import type { FindIntrospection } from '../introspection/open-introspections.ts'
import type { AuthorizationServers } from '../issuers/authorization-servers.ts'
import { requireIssuer, requireTrusted } from '../issuers/trusted-issuers.ts'
import { isPromise } from '../flow/is-promise.ts'
import { createHeaderMemory } from '../jws/header-memory.ts'
import { requireAlgorithm } from '../jws/require-algorithm.ts'
import { createAccepted } from '../memory/accepted.ts'
import { createKeySetValidity } from '../memory/key-set-validity.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import { joinAnswer } from './join-answer.ts'
import { claimsOf, parseAccessToken } from './parse-access-token.ts'
import { requireClaims } from './require-claims.ts'
import { requireValid } from './require-valid.ts'
import type { Verifier } from './verifier.ts'

/**
 * Creates the verifier of JWT access tokens: the checks of RFC 9068 section 4, cheap ones first. Nothing is
 * accepted before the signature is verified, but a token that is refused anyway costs no fetch and no
 * signature check.
 *
 * @param servers The trusted authorization servers.
 * @param introspectionOf Finds the introspection of a server, for issuers whose JWTs say little.
 * @param options The options.
 * @returns The verifier.
 */
export function createJwtVerifier(
  servers: AuthorizationServers,
  introspectionOf: FindIntrospection,
  options: ResolvedOptions
): Verifier {
  const { clock, maxTokenBytes, claims: schema, validate } = options
  const headers = createHeaderMemory()
  const validityOf = createKeySetValidity()
  return async (credentials, request) => {
    let { hints } = options
    try {
      const token = parseAccessToken(credentials.accessToken, { maxTokenBytes, headers })
      const { unverifiedHeader: header, unverifiedClaims } = token
      const issuer = requireIssuer(unverifiedClaims['iss'])
      const found = servers.find(issuer, request)
      const server = requireTrusted(isPromise(found) ? await found : found, issuer)
      const { settings, keys } = server
      hints = settings.hints
      const algorithm = requireAlgorithm(header.alg, settings.algorithms)
      const introspection = settings.introspection?.for === 'all' ? introspectionOf(server) : undefined
      if (introspection === undefined) validateClaims(token, settings.claims, clock.now())
      const keySet = await keys.verify(token, algorithm)
      // From here on, the token is verified.
      headers.remember(token.headerSegment, header)
      server.markVerified()
      const { claims, parseClaims, usableUntil } =
        introspection === undefined
          ? claimsOf(token)
          : await joinAnswer(credentials.accessToken, token, { introspection, settings, clock })
      const verified = { issuer: settings.issuer, header, claims, parseClaims }
      const context = createAuthContext(credentials, verified, settings.mapping)
      if (schema !== undefined) await requireClaims(context, schema)
      if (validate !== undefined) await requireValid(context, validate)
      const validity = validityOf(keys, keySet, usableUntil)
      const accepted = { context, validity, issuedAt: claims['iat'] }
      return createAccepted(accepted, settings.claims.expected, clock)
    } catch (error) {
      throw withHint(error, hints)
    }
  }
}
