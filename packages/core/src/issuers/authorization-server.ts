import type { KeySource } from '../keys/key-source.ts'
import type { ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { ResourceRequest } from '../request/resource-request.ts'

/** One trusted authorization server: what is expected of its tokens, and its keys. */
export interface AuthorizationServer {
  readonly settings: ResolvedIssuer
  readonly keys: KeySource
  /** Whether a token of it was verified: then its readiness counts. */
  readonly isInUse: boolean
  /** Records that a token of it was verified. */
  markVerified(): void
}

/**
 * Finds a trusted authorization server by the issuer of a token, or undefined if the issuer is not trusted.
 * Uses no network.
 */
export type FindServer = (
  unverifiedIssuer: string,
  request?: ResourceRequest
) => AuthorizationServer | undefined | Promise<AuthorizationServer | undefined>

/** Authorization servers that are open. */
export interface OpenServers {
  readonly find: FindServer
  /** All that are open at the moment. */
  live(): readonly AuthorizationServer[]
  /** Ends fetches and timers. */
  close(): void
}
