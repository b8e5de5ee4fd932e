import type { Clock } from '../clock/clock.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { RevocationsReadiness } from '../memory/shared-revocations.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import type { AuthorizationServers } from './authorization-servers.ts'
import { isWithoutKeys } from './validate-metadata.ts'

/**
 * Whether tokens can be verified: `ready`; `stale`, with cached keys because the issuer is unreachable;
 * `down`, not at all (or nothing was fetched yet).
 */
export type ReadinessStatus = 'ready' | 'stale' | 'down'

/** The readiness of one issuer. */
export interface IssuerReadiness {
  /** The issuer, as configured. */
  readonly issuer: string
  /**
   * Whether its tokens can be verified. An issuer with the option `introspection` that publishes no keys is
   * `ready`: its tokens are opaque.
   */
  readonly status: ReadinessStatus
  /** Whether this process verified a token of it. If so, its status counts for `status` of the readiness. */
  readonly isInUse: boolean
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

/** The readiness of a protected resource: that of its issuers in use. */
export interface Readiness {
  /**
   * The status of the worst issuer in use. Before the first verified token, the status of the best listed
   * issuer, or `ready` if a function returns the issuers. Never better than the status of the shared list of
   * revocations. `down` once it is closed.
   */
  readonly status: ReadinessStatus
  /** Each issuer that is open. */
  readonly issuers: readonly IssuerReadiness[]
  /** The shared list of revocations; undefined without the option `revocations`. */
  readonly revocations: RevocationsReadiness | undefined
}

type KnownServers = Pick<AuthorizationServers, 'live' | 'isClosed' | 'areListed'>

const RANK: readonly ReadinessStatus[] = ['ready', 'stale', 'down']

/** Reads the readiness of a protected resource. Fetches nothing. */
export function readReadiness(
  servers: KnownServers,
  clock: Clock,
  revocations?: RevocationsReadiness
): Readiness {
  const issuers = servers.live().map((server) => readOne(server, clock))
  const ofIssuers = statusOf(issuers, servers.areListed)
  const ofRevocations = revocations?.status ?? 'ready'
  const worst = Math.max(RANK.indexOf(ofIssuers), RANK.indexOf(ofRevocations))
  return { status: servers.isClosed ? 'down' : (RANK[worst] ?? 'down'), issuers, revocations }
}

/** An alias, a tenant or another issuer that never had a token must not take the whole API down. */
function statusOf(issuers: readonly IssuerReadiness[], areListed: boolean): ReadinessStatus {
  const rank = ({ status }: IssuerReadiness): number => RANK.indexOf(status)
  const inUse = issuers.filter(({ isInUse }) => isInUse).map(rank)
  const decisive = inUse.length > 0 ? Math.max(...inUse) : areListed ? Math.min(...issuers.map(rank)) : 0
  return RANK[decisive] ?? 'down'
}

function readOne({ settings, keys, isInUse }: AuthorizationServer, clock: Clock): IssuerReadiness {
  const { phase, keySet, ageSeconds, failure } = keys.status()
  const needsKeys = settings.introspection?.for !== 'opaque' || !(failure && isWithoutKeys(failure.error))
  return {
    issuer: settings.issuer,
    status: phase === 'fresh' || !needsKeys ? 'ready' : phase === 'stale' ? 'stale' : 'down',
    isInUse,
    ageSeconds,
    keyCount: keySet?.kids.length ?? 0,
    lastFailure: failure && {
      code: failure.error.code,
      hint: failure.error.hint,
      secondsAgo: (clock.monotonic() - failure.at) / 1000
    }
  }
}
