import { checkAccessTokenType } from '../claims/check-type.ts'
import { PROFILES } from '../claims/profiles.ts'
import { validateClaims } from '../claims/validate-claims.ts'
import { createAuthContext } from '../context/create-auth-context.ts'
import { requireToken68 } from '../credentials/require-token68.ts'
import { withHint } from '../errors/hints.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { requireActive } from '../introspection/require-active.ts'
import type { FindIntrospection } from '../introspection/open-introspections.ts'
import type { AuthorizationServers } from '../issuers/authorization-servers.ts'
import type { JsonObject } from '../json/json-object.ts'
import { ownMembers } from '../json/own-members.ts'
import { createAccepted } from '../memory/accepted.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import { requireClaims } from './require-claims.ts'
import { requireValid } from './require-valid.ts'
import type { Verifier } from './verifier.ts'

/** An opaque token has no header. */
const NO_HEADER = Object.freeze({ __proto__: null, alg: '' })

/**
 * Creates the verifier of opaque access tokens (RFC 7662): asks the authorization server, then checks the
 * claims of the answer as those of a JWT. Answers are cached by digest; the tokens themselves are not.
 *
 * @param servers The trusted authorization servers.
 * @param introspectionOf Finds the introspection of a server.
 * @param options The options.
 * @returns The verifier; undefined unless exactly one listed issuer has the option `introspection`, since an
 *   opaque token does not name its issuer.
 */
export function createIntrospectionVerifier(
  servers: AuthorizationServers,
  introspectionOf: FindIntrospection,
  options: ResolvedOptions
): Verifier | undefined {
  const introspecting = servers.areListed
    ? servers.live().filter(({ settings }) => settings.introspection !== undefined)
    : []
  const [server, another] = introspecting
  if (server === undefined || another !== undefined) return undefined
  const introspection = introspectionOf(server)
  if (introspection === undefined) return undefined
  const { issuer, mapping, claims: settings, hints } = server.settings
  const { clock, claims: schema, validate } = options
  // The profile in full, but for the type in a header that an opaque token does not have.
  const checks = [...new Set([...PROFILES.jwt, ...settings.checks])].filter(
    (check) => check !== checkAccessTokenType
  )
  return async (credentials) => {
    try {
      requireReadable(credentials.accessToken, options.maxTokenBytes)
      const answer = await introspection.introspect(credentials.accessToken)
      const payload = requireActive(answer.claims)
      const claims = ownMembers(payload)
      requireIssuer(claims, issuer)
      const token = { unverifiedHeader: NO_HEADER, unverifiedClaims: claims }
      validateClaims(token, { ...settings, checks }, clock.now())
      server.markVerified()
      const verified = { issuer, header: NO_HEADER, claims, parseClaims: () => payload }
      const context = createAuthContext(credentials, verified, mapping)
      if (schema !== undefined) await requireClaims(context, schema)
      if (validate !== undefined) await requireValid(context, validate)
      // Verified again with the next request: the cache of answers decides how long that costs nothing.
      const validity = { holds: () => false }
      return createAccepted({ context, validity, issuedAt: claims['iat'] }, settings.expected, clock)
    } catch (error) {
      throw withHint(error, hints)
    }
  }
}

function requireReadable(accessToken: string, maxTokenBytes: number): void {
  requireToken68(accessToken)
  if (accessToken.length > maxTokenBytes)
    throw new ProtectedResourceError('token_too_large', { hint: HINT_TOO_LARGE })
}

const HINT_TOO_LARGE = 'the access token is longer than "maxTokenBytes"'

/** `iss` is optional in an answer (RFC 7662 section 2.2). */
function requireIssuer({ iss }: JsonObject, issuer: string): void {
  if (iss === undefined || iss === issuer) return
  throw new ProtectedResourceError('issuer_untrusted', { hint: HINT_ISSUER, cause: { claim: 'iss' } })
}

const HINT_ISSUER = 'the response of the introspection endpoint is about a token of another issuer'
