import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { TIME_IS_OVER, within } from '../documents/within.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { FindIssuer } from './trusted-issuers.ts'

/** Most issuers that are alive at one time. */
export const MAX_LIVE_ISSUERS = 100

/** How long the answer of a resolver is believed, in seconds. */
export const RESOLVED_ISSUER_SECONDS = 600

/** How long a resolver may think, in seconds. */
export const RESOLVER_DEADLINE_SECONDS = 3

/** What a resolved issuer is made of. */
export interface ResolvedIssuersParts<S, T> {
  /**
   * The user's function, its answer already checked: settings of an issuer, or undefined for one that is not
   * trusted.
   */
  readonly resolve: (unverifiedIssuer: string) => Promise<S | undefined>
  /** Whether two settings say the same, so that what lives by the older ones may live on. */
  readonly isSame: (one: S, other: S) => boolean
  readonly open: (settings: S) => T
  /** Puts newer settings that say the same in the place of the older ones. */
  readonly renew: (live: T, settings: S) => T
  readonly close: (live: T) => void
  readonly clock: Clock
}

/** Issuers that a function knows, as far as they are alive. */
export interface ResolvedIssuers<T> {
  readonly find: FindIssuer<T>
  /** Whether the resolver has said so, within the time that its answer is believed. */
  isTrusted(issuer: string): boolean
  live(): readonly T[]
  close(): void
}

interface Entry<S, T> {
  readonly settings: S
  readonly live: T
  readonly askedAt: number
}

/**
 * Keeps the issuers that a resolver knows: at most 100, the longest unused leaves first, each asked for again
 * after ten minutes, so that one that is trusted no longer is forgotten. What is not trusted is not
 * remembered.
 *
 * @param parts What it is made of.
 * @returns The issuers.
 */
export function createResolvedIssuers<S, T>(parts: ResolvedIssuersParts<S, T>): ResolvedIssuers<T> {
  const { clock } = parts
  const entries = new LRUCache<string, Entry<S, T>>({
    max: MAX_LIVE_ISSUERS,
    dispose: (entry, _issuer, reason) => {
      if (reason !== 'set') parts.close(entry.live)
    }
  })
  const asking = new Map<string, Promise<T | undefined>>()
  let isClosed = false

  function believed(issuer: string): T | undefined {
    const known = entries.get(issuer)
    const isYoung = known !== undefined && clock.monotonic() < known.askedAt + RESOLVED_ISSUER_SECONDS * 1000
    return isYoung ? known.live : undefined
  }

  async function ask(issuer: string): Promise<T | undefined> {
    const settings = await resolveInTime(parts, issuer)
    if (isClosed) throw new ProtectedResourceError('issuer_resolution_failed', { hint: HINT_CLOSED })
    const known = entries.peek(issuer)
    if (settings === undefined) {
      entries.delete(issuer)
      return undefined
    }
    const isSame = known !== undefined && parts.isSame(known.settings, settings)
    if (known !== undefined && !isSame) entries.delete(issuer)
    const live = isSame ? parts.renew(known.live, settings) : parts.open(settings)
    entries.set(issuer, { settings, live, askedAt: clock.monotonic() })
    return live
  }

  return {
    find(issuer) {
      const known = believed(issuer)
      if (known !== undefined) return known
      const underWay = asking.get(issuer)
      if (underWay !== undefined) return underWay
      const answer = ask(issuer).finally(() => asking.delete(issuer))
      asking.set(issuer, answer)
      return answer
    },
    isTrusted: (issuer) => believed(issuer) !== undefined,
    live: () => [...entries.values()].map(({ live }) => live),
    close() {
      isClosed = true
      entries.clear()
    }
  }
}

async function resolveInTime<S, T>(
  { resolve, clock }: ResolvedIssuersParts<S, T>,
  issuer: string
): Promise<S | undefined> {
  try {
    return await within(resolve(issuer), RESOLVER_DEADLINE_SECONDS * 1000, clock)
  } catch (error) {
    const hint = error === TIME_IS_OVER ? HINT_SLOW : HINT_FAILED
    const cause = error === TIME_IS_OVER ? undefined : error
    throw new ProtectedResourceError('issuer_resolution_failed', { hint, cause })
  }
}

const HINT_CLOSED = 'the protected resource was closed'
const HINT_SLOW = 'the function "issuers" did not answer in time'
const HINT_FAILED = 'the function "issuers" failed, or gave options that will not do; the cause says which'
