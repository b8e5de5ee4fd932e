import type { Clock } from '../clock/clock.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createIssuerCache } from './issuer-cache.ts'
import type { FindIssuer } from './trusted-issuers.ts'

/** How long the answer of a resolver is believed, in seconds. */
export const RESOLVED_ISSUER_SECONDS = 600

/** The same in milliseconds. */
const BELIEVED_FOR = RESOLVED_ISSUER_SECONDS * 1000

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
  /** Opens an issuer; of what lived by older settings it takes what may live on, and ends the rest. */
  readonly open: (settings: S, earlier: T | undefined) => T
  readonly close: (live: T) => void
  readonly clock: Clock
}

/** Issuers that a function knows, as far as they are alive. */
export interface ResolvedIssuers<T> {
  readonly find: FindIssuer<T>
  /** Says that a token of an issuer was verified: then no issuer displaces it of which none was. */
  prove(issuer: string): void
  /** Whether this lives by what the resolver says, within the time that its answer is believed. */
  isTrusted(issuer: string, live: T): boolean
  live(): readonly T[]
  close(): void
}

interface Entry<S, T> {
  readonly settings: S
  readonly live: T
  readonly askedAt: number
}

/**
 * Keeps the issuers that a resolver knows, each asked for again after ten minutes, so that one that is
 * trusted no longer is forgotten. What is not trusted is not remembered.
 *
 * @param parts What it is made of.
 * @returns The issuers.
 */
export function createResolvedIssuers<S, T>(parts: ResolvedIssuersParts<S, T>): ResolvedIssuers<T> {
  const { clock } = parts
  const askOnce = singleFlight(ask)
  const alive = createIssuerCache<Entry<S, T>>({
    end: ({ live }) => parts.close(live),
    ask: askOnce,
    clock
  })
  let isClosed = false

  function believed(issuer: string): T | undefined {
    const known = alive.get(issuer)
    return known !== undefined && clock.monotonic() < known.askedAt + BELIEVED_FOR ? known.live : undefined
  }

  async function ask(issuer: string): Promise<T | undefined> {
    const settings = await resolveInTime(parts, issuer)
    if (isClosed) throw new ProtectedResourceError('issuer_resolution_failed', { hint: HINT_CLOSED })
    if (settings === undefined) {
      alive.remove(issuer)
      return undefined
    }
    const known = alive.peek(issuer)
    if (known === undefined && !alive.tryReserve())
      throw new ProtectedResourceError('issuer_resolution_failed', { hint: HINT_CROWD })
    const isSame = known !== undefined && parts.isSame(known.settings, settings)
    const live = isSame ? known.live : parts.open(settings, known?.live)
    alive.keep(issuer, { settings, live, askedAt: clock.monotonic() })
    return live
  }

  return {
    find: (issuer) => believed(issuer) ?? askOnce(issuer),
    prove: (issuer) => alive.prove(issuer),
    isTrusted: (issuer, live) => believed(issuer) === live,
    live: () => alive.entries().map(({ live }) => live),
    close() {
      isClosed = true
      for (const issuer of alive.names()) alive.remove(issuer)
    }
  }
}

/** Those who ask for the same at the same time get one answer. */
function singleFlight<R>(ask: (issuer: string) => Promise<R>): (issuer: string) => Promise<R> {
  const asking = new Map<string, Promise<R>>()
  return (issuer) => {
    const underWay = asking.get(issuer)
    if (underWay !== undefined) return underWay
    const answer = ask(issuer).finally(() => asking.delete(issuer))
    asking.set(issuer, answer)
    return answer
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

const HINT_CROWD =
  'tokens name more issuers at once than are opened: they may be made up; those whose tokens were verified are not affected'
const HINT_CLOSED = 'the protected resource was closed'
const HINT_SLOW = 'the function "issuers" did not answer in time'
const HINT_FAILED = 'the function "issuers" failed, or gave options that will not do; the cause says which'
