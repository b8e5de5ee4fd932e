import type { AuthorizationServer } from './issuers/authorization-server.ts'
import type { AuthorizationServers } from './issuers/authorization-servers.ts'
import { validateClaims } from './claims/validate-claims.ts'
import { createAuthContext, type VerifiedContext } from './context/create-auth-context.ts'
import type { Accepted } from './memory/token-cache.ts'
import type { Credentials } from './credentials/credentials.ts'
import { requireToken68 } from './credentials/require-token68.ts'
import { withHint } from './errors/hints.ts'
import { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { chain } from './flow/chain.ts'
import { rescue } from './flow/rescue.ts'
import { requireTrustedIssuer } from './issuers/trusted-issuers.ts'
import { readClaim } from './json/claim-path.ts'
import type { JsonObject } from './json/json-object.ts'
import type { KeySet } from './keys/key-set.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'
import { requireAlgorithm } from './jws/require-algorithm.ts'
import { createHeaderMemory, type HeaderMemory } from './jws/header-memory.ts'
import { parseJsonObject } from './jws/parse-json-object.ts'
import { parseToken, type ParseSettings } from './jws/parse-token.ts'
import { splitToken } from './jws/split-token.ts'
import type { UnverifiedToken } from './jws/unverified-token.ts'

/** Authenticates an access token; at once where nothing has to be waited for. */
export type AuthenticateToken = (credentials: Credentials) => Accepted | Promise<Accepted>

/**
 * Makes the function that authenticates access tokens: the checks of RFC 9068 section 4, the cheap ones
 * first. Nothing is accepted, and nothing leaves it, before the signature is verified; but what would be
 * refused anyway costs neither a fetch nor a signature.
 *
 * @param servers The trusted authorization servers.
 * @param options The options.
 * @returns The function; it throws, or rejects with, a `ProtectedResourceError` for every refusal.
 */
export function createTokenAuthentication(
  servers: AuthorizationServers,
  options: ResolvedOptions
): AuthenticateToken {
  const headers = createHeaderMemory()
  const parsing = { maxTokenBytes: options.maxTokenBytes, headers }
  return (credentials) => {
    let { hints } = options
    const authenticate = (): Accepted | Promise<Accepted> => {
      const token = parseAccessToken(credentials.accessToken, parsing)
      return chain(requireTrustedIssuer(readClaim(token.unverifiedClaims, 'iss'), servers.find), (server) => {
        hints = server.settings.hints
        const algorithm = requireAlgorithm(token.unverifiedHeader.alg, server.settings.algorithms)
        validateClaims(token, server.settings.claims, options.clock.now())
        return chain(server.keys.verify(token, algorithm), (keySet) =>
          accept(token, { credentials, server, keySet, headers, options })
        )
      })
    }
    return rescue(authenticate, (error) => {
      throw withHint(error, hints)
    })
  }
}

/** A JWT has the form of an access token anyway: what is none may be a malformed request. */
function parseAccessToken(accessToken: string, parsing: ParseSettings): UnverifiedToken {
  try {
    return parseToken(accessToken, parsing)
  } catch (error) {
    requireToken68(accessToken)
    throw error
  }
}

interface Verified {
  readonly credentials: Credentials
  readonly server: AuthorizationServer
  readonly keySet: KeySet
  readonly headers: HeaderMemory
  readonly options: ResolvedOptions
}

/** From here on the token is not unverified any more. */
function accept(token: UnverifiedToken, verified: Verified): Accepted | Promise<Accepted> {
  const { credentials, server, headers, options } = verified
  const { unverifiedHeader: header, unverifiedClaims: claims } = token
  headers.remember(token.headerSegment, header)
  server.markVerified()
  const context = createAuthContext(
    credentials,
    { issuer: server.settings.issuer, header, claims, parseClaims },
    server.settings.mapping
  )
  const isValid = options.validate === undefined ? true : options.validate(context)
  return chain(isValid, (valid) => {
    // Anything but true refuses, whatever a function without types answers.
    // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- see above
    if (valid === true) return entryFor(context, readClaim(claims, 'iat'), verified)
    throw new ProtectedResourceError('token_rejected', { hint: HINT_REJECTED })
  })
}

function parseClaims(accessToken: string): JsonObject {
  return parseJsonObject(splitToken(accessToken).payload)
}

const HINT_REJECTED = 'the function "validate" of the options refused it'

/** `iat` is given, since asking the context for its claims would freeze them. */
function entryFor(
  context: VerifiedContext,
  issuedAt: unknown,
  { server, keySet, options: { clock } }: Verified
): Accepted {
  const { clockToleranceSeconds, maxTokenAgeSeconds } = server.settings.claims.expected
  const isAgeLimited = maxTokenAgeSeconds !== undefined && typeof issuedAt === 'number'
  const oldAt = isAgeLimited ? issuedAt + maxTokenAgeSeconds : Infinity
  const validUntil = Math.min(context.expiresAt, oldAt) + clockToleranceSeconds
  const validUntilMonotonic = Math.floor(clock.monotonic() + (validUntil - clock.now()) * 1000)
  return { context, keySet, keys: server.keys, validUntil, validUntilMonotonic }
}
