import type { Clock } from '../clock/clock.ts'
import type { AuthContext } from './auth-context.ts'
import { accessTokenKey } from './verified-tokens.ts'

/** Tokens to refuse from now on, although they are good in every other respect. */
export type Revocation = (
  | {
      /** The token with this `jti`. */
      readonly jti: string
    }
  | {
      /** All tokens of this subject that were issued until now, and those that do not tell when they were. */
      readonly subject: string
    }
  | {
      /** This very token. It is not kept: only the end of its signature is. */
      readonly accessToken: string
    }
) & {
  /**
   * How long it is remembered, in seconds; at least as long as access tokens live.
   *
   * @default 86_400 (24 hours)
   */
  readonly forSeconds?: number
}

/** What was revoked in this process. */
export interface Revocations {
  revoke(revocation: Revocation): void
  isRevoked(context: AuthContext): boolean
}

const DEFAULT_SECONDS = 24 * 60 * 60

interface Entry {
  /** Wall-clock seconds of the revocation. */
  readonly revokedAt: number
  /** Monotonic milliseconds until which it is remembered. */
  readonly until: number
}

/**
 * Makes the memory of revocations. It is as large as what the application revokes: nothing that a client
 * sends adds to it, and nothing is forgotten before its time.
 *
 * @param clock The clock.
 * @returns The memory.
 */
export function createRevocations(clock: Clock): Revocations {
  const entries = new Map<string, Entry>()

  function isRevokedBy(key: string, isMeant: (entry: Entry) => boolean): boolean {
    const entry = entries.get(key)
    return entry !== undefined && clock.monotonic() < entry.until && isMeant(entry)
  }

  return {
    revoke(revocation) {
      const now = clock.monotonic()
      for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
      const until = now + (revocation.forSeconds ?? DEFAULT_SECONDS) * 1000
      entries.set(keyOf(revocation), { revokedAt: clock.now(), until })
    },
    isRevoked({ accessToken, claims, subject }) {
      if (entries.size === 0) return false
      const { jti, iat } = claims
      const isOld = ({ revokedAt }: Entry): boolean => typeof iat !== 'number' || iat <= revokedAt
      return (
        isRevokedBy(keyOf({ accessToken }), () => true) ||
        (typeof jti === 'string' && isRevokedBy(keyOf({ jti }), () => true)) ||
        (subject !== undefined && isRevokedBy(keyOf({ subject }), isOld))
      )
    }
  }
}

function keyOf(revocation: Revocation): string {
  if ('jti' in revocation) return `jti ${revocation.jti}`
  return 'subject' in revocation
    ? `subject ${revocation.subject}`
    : `token ${accessTokenKey(revocation.accessToken)}`
}
