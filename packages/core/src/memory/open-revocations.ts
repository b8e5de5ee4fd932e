import type { Clock } from '../clock/clock.ts'
import type { AuthContext } from '../context/auth-context.ts'
import { isPromise } from '../flow/is-promise.ts'
import { createRevocationEntry, type Revocation } from './revocation.ts'
import type { ResolvedRevocationOptions } from './revocation-options.ts'
import { createRevocations } from './revocations.ts'
import { revokedError } from './revoked-error.ts'
import { followRevocations, type RevocationsReadiness } from './shared-revocations.ts'

/** Revoked tokens: those of this process, and those of a shared list if the options name one. */
export interface RevokedTokens {
  /**
   * Revokes tokens, in this process immediately. Resolves when the shared list has the revocation.
   *
   * @throws {ConfigurationError} For a revocation without exactly one target.
   * @throws {ProtectedResourceError} `revocation_unavailable`, if the shared list does not confirm it.
   */
  revoke(revocation: Revocation): Promise<void>
  /** Returns whether a token can be admitted without waiting: it was not revoked, and the list is current. */
  permits(context: AuthContext): boolean
  /**
   * Requires that a token was not revoked. Waits if the shared list has to be read first.
   *
   * @throws {ProtectedResourceError} `token_revoked` or `revocation_unavailable`.
   */
  requireNotRevoked(context: AuthContext): Promise<void>
  /** Starts to follow the shared list, and resolves after the first attempt to read it. Never rejects. */
  start(): Promise<void>
  /** Returns the state of the shared list; undefined without one. */
  status(): RevocationsReadiness | undefined
  /** Stops following the shared list. */
  close(): void
}

/** What revocations depend on. */
export interface RevocationSettings {
  readonly clock: Clock
  /** How long a revocation is kept that does not say so, in seconds. */
  readonly defaultSeconds: number
  /** The shared list; undefined for none. */
  readonly shared: ResolvedRevocationOptions | undefined
}

/**
 * Opens the memory of revoked tokens. Reads nothing yet.
 *
 * @param settings What it depends on.
 * @returns The memory.
 */
export function openRevocations({ clock, defaultSeconds, shared }: RevocationSettings): RevokedTokens {
  const local = createRevocations(clock)
  const list = shared && followRevocations(local, shared, clock)
  return {
    async revoke(revocation) {
      const created = createRevocationEntry(revocation, { clock, defaultSeconds })
      // In this process before anything is waited for.
      const entry = isPromise(created) ? await created : created
      local.add(entry)
      await list?.append(entry)
    },
    permits: (context) => (list?.isCurrent() ?? true) && local.isRevoked(context) === false,
    async requireNotRevoked(context) {
      if (await local.isRevoked(context)) throw revokedError(context)
      if (list === undefined) return
      await list.requireCurrent()
      if (await local.isRevoked(context)) throw revokedError(context)
    },
    start: async () => list?.start(),
    status: () => list?.status(),
    close: () => list?.close()
  }
}
