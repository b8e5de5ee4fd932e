import type { AuthorizationServer, AuthorizationServers } from './authorization-servers.ts'
import { validateClaims } from './claims/validate-claims.ts'
import type { AuthContext } from './context/auth-context.ts'
import { createAuthContext } from './context/create-auth-context.ts'
import type { VerifiedTokenEntry } from './context/verified-tokens.ts'
import type { Credentials } from './credentials/credentials.ts'
import { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { requireTrustedIssuer } from './issuers/trusted-issuers.ts'
import type { KeySet } from './keys/key-set.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'
import { requireAlgorithm, verifySignature } from './signature/verify-signature.ts'
import { parseToken } from './token/parse-token.ts'

/**
 * Authenticates an access token: the checks of RFC 9068 section 4, the cheap ones first. Nothing is accepted,
 * and nothing leaves this function, before the signature is verified; but what would be refused anyway costs
 * neither a fetch nor a signature.
 *
 * @param credentials What the client presented.
 * @param servers The trusted authorization servers.
 * @param options The options.
 * @returns The context, and until when it may be recognised.
 * @throws {ProtectedResourceError} For every refusal.
 */
export async function authenticateToken(
  credentials: Credentials,
  servers: AuthorizationServers,
  options: ResolvedOptions
): Promise<VerifiedTokenEntry> {
  const token = parseToken(credentials.accessToken, options.maxTokenBytes)
  const server = await requireTrustedIssuer(token.unverifiedClaims['iss'], servers.find)
  const { settings, keys } = server
  requireAlgorithm(token.unverifiedHeader.alg, settings.algorithms)
  validateClaims(token, settings.claims, options.clock.now())
  const keySet = await verifySignature(token, {
    keys,
    algorithms: settings.algorithms,
    thread: options.signatureThread
  })
  const verified = { header: token.unverifiedHeader, claims: token.unverifiedClaims }
  const context = createAuthContext(credentials, verified, settings.mapping)
  await requireValid(context, options)
  return entryFor(context, { server, keySet }, options)
}

async function requireValid(context: AuthContext, { validate }: ResolvedOptions): Promise<void> {
  if (validate === undefined || (await validate(context))) return
  throw new ProtectedResourceError('context_rejected', {
    hint: 'the function "validate" of the options refused it'
  })
}

interface SignedBy {
  readonly server: AuthorizationServer
  readonly keySet: KeySet
}

function entryFor(
  context: AuthContext,
  { server, keySet }: SignedBy,
  { clock }: ResolvedOptions
): VerifiedTokenEntry {
  const { clockToleranceSeconds, maxTokenAgeSeconds = Infinity } = server.settings.claims.expected
  const issuedAt = context.claims['iat']
  const oldAt = typeof issuedAt === 'number' ? issuedAt + maxTokenAgeSeconds : Infinity
  const endsAt = Math.min(context.expiresAt, oldAt) + clockToleranceSeconds
  return {
    context,
    isKeyCurrent: () => server.keys.current() === keySet,
    endsAt,
    endsAtMonotonic: clock.monotonic() + (endsAt - clock.now()) * 1000
  }
}
