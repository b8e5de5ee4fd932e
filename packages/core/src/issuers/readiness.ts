import type { AuthorizationServer, AuthorizationServers } from './authorization-servers.ts'
import type { Clock } from '../clock/clock.ts'
import type { ErrorCode } from '../errors/codes.ts'

/**
 * Whether tokens can be verified: `ready`; `stale`, with the last good keys, since the issuer is unreachable;
 * `down`, not at all (or nothing was fetched yet).
 */
export type ReadinessStatus = 'ready' | 'stale' | 'down'

/** How one issuer is doing. */
export interface IssuerReadiness {
  /** The issuer, as configured. */
  readonly issuer: string
  /** Whether its tokens can be verified. */
  readonly status: ReadinessStatus
  /** Age of the key set, in seconds. */
  readonly ageSeconds: number | undefined
  /** Number of usable keys. */
  readonly keyCount: number
  /** The last failure since the last success. */
  readonly lastFailure:
    | {
        /** The reason. */
        readonly code: ErrorCode
        /** What to change, and where. */
        readonly hint: string | undefined
        /** How long ago. */
        readonly secondsAgo: number
      }
    | undefined
}

/** How a protected resource is doing: as its worst issuer. */
export interface Readiness {
  /** The status of the worst issuer; `down` once it is closed. */
  readonly status: ReadinessStatus
  /** Each issuer that is alive. */
  readonly issuers: readonly IssuerReadiness[]
}

type KnownServers = Pick<AuthorizationServers, 'live' | 'isClosed'>

const RANK: readonly ReadinessStatus[] = ['ready', 'stale', 'down']

/**
 * Puts together how the issuers are doing. Fetches nothing.
 *
 * @param servers The authorization servers.
 * @param clock The clock.
 * @returns The readiness.
 */
export function readReadiness(servers: KnownServers, clock: Clock): Readiness {
  const issuers = servers.live().map((server) => readOne(server, clock))
  if (servers.isClosed) return { status: 'down', issuers }
  const worst = Math.max(0, ...issuers.map(({ status }) => RANK.indexOf(status)))
  return { status: RANK[worst] ?? 'down', issuers }
}

function readOne({ settings, keys }: AuthorizationServer, clock: Clock): IssuerReadiness {
  const { phase, keySet, ageSeconds, failure } = keys.status()
  return {
    issuer: settings.issuer,
    status: phase === 'fresh' ? 'ready' : phase === 'stale' ? 'stale' : 'down',
    ageSeconds,
    keyCount: keySet?.kids.length ?? 0,
    lastFailure: failure && {
      code: failure.error.code,
      hint: failure.error.hint,
      secondsAgo: (clock.monotonic() - failure.at) / 1000
    }
  }
}
