import { ConfigurationError } from '../errors/configuration-error.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'
import type { KeySource } from '../keys/key-source.ts'
import { isSameValue } from '../options/is-same-value.ts'
import type { IssuerResolver } from '../options/protected-resource-options.ts'
import { resolveIssuer, type ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { OpenServers } from './authorization-server.ts'
import { createIssuerCache, type CachedServer } from './issuer-cache.ts'

/** How long the answer of a resolver is used, in seconds. */
export const RESOLVED_ISSUER_SECONDS = 600

/** Timeout of a resolver, in seconds. */
export const RESOLVER_TIMEOUT_SECONDS = 3

/** How the issuers are resolved, and how their keys are opened. */
export interface ResolverSettings {
  readonly resolver: IssuerResolver
  readonly options: Pick<ResolvedOptions, 'clock' | 'issuerDefaults'>
  readonly openKeys: (settings: ResolvedIssuer) => KeySource
}

/**
 * Opens the authorization servers that a function trusts. Each is resolved again after ten minutes, so that
 * one that is no longer trusted is closed. Untrusted issuers are not cached.
 */
export function openResolvedIssuers(settings: ResolverSettings): OpenServers {
  const { clock } = settings.options
  const resolveOnce = singleFlight(resolve)
  const cache = createIssuerCache(clock, resolveOnce)
  let isClosed = false

  function usable(issuer: string): CachedServer | undefined {
    const server = cache.get(issuer)
    return server !== undefined && clock.monotonic() < server.usableUntil ? server : undefined
  }

  async function resolve(issuer: string, request?: ResourceRequest): Promise<CachedServer | undefined> {
    const resolved = await resolveInTime(settings, issuer, request)
    if (isClosed) throw new ProtectedResourceError('issuer_resolution_failed', { hint: HINT_CLOSED })
    if (resolved === undefined) {
      cache.remove(issuer)
      return undefined
    }
    const cached = cache.peek(issuer)
    if (cached === undefined && !cache.tryReserve())
      throw new ProtectedResourceError('issuer_resolution_failed', { hint: HINT_CROWD })
    const isSame = cached !== undefined && isSameValue(cached.settings, resolved)
    const server = isSame ? cached : open(resolved, cached)
    server.usableUntil = clock.monotonic() + RESOLVED_ISSUER_SECONDS * 1000
    cache.set(issuer, server)
    return server
  }

  function open(resolved: ResolvedIssuer, cached: CachedServer | undefined): CachedServer {
    const { issuer } = resolved
    const source = (cached && reusableSource(cached, resolved)) ?? settings.openKeys(resolved)
    const server: CachedServer = {
      settings: resolved,
      source,
      // Cached tokens must not outlive the trust in their issuer, nor the settings that accepted them.
      keys: { ...source, current: (now) => (usable(issuer) === server ? source.current(now) : undefined) },
      usableUntil: 0,
      get isInUse() {
        return cache.isVerified(issuer)
      },
      markVerified: () => cache.markVerified(issuer)
    }
    return server
  }

  return {
    find: (issuer, request) => usable(issuer) ?? resolveOnce(issuer, request),
    live: () => cache.servers(),
    close() {
      isClosed = true
      for (const issuer of cache.issuers()) cache.remove(issuer)
    }
  }
}

/** Keys depend on few of the settings: if only others change, an outage must not cost the cached keys. */
function reusableSource({ settings, source }: CachedServer, resolved: ResolvedIssuer): KeySource | undefined {
  if (isSameValue(keySettings(settings), keySettings(resolved))) return source
  source.close()
  return undefined
}

function keySettings({ algorithms, jwks, jwksUri }: ResolvedIssuer): object {
  return { algorithms, jwks, jwksUri }
}

type Resolve = (issuer: string, request?: ResourceRequest) => Promise<CachedServer | undefined>

/** Concurrent calls for one issuer share one answer. */
function singleFlight(resolve: Resolve): Resolve {
  const pending = new Map<string, ReturnType<Resolve>>()
  return (issuer, request) => {
    const answer = pending.get(issuer) ?? resolve(issuer, request).finally(() => pending.delete(issuer))
    pending.set(issuer, answer)
    return answer
  }
}

async function resolveInTime(
  { resolver, options }: ResolverSettings,
  issuer: string,
  request: ResourceRequest | undefined
): Promise<ResolvedIssuer | undefined> {
  const resolve = async (): Promise<ResolvedIssuer | undefined> => {
    const answer = await resolver(issuer, request)
    if (answer === undefined) return undefined
    const resolved = resolveIssuer(answer, options.issuerDefaults).find((each) => each.issuer === issuer)
    if (resolved !== undefined) return resolved
    throw new ConfigurationError('issuers', 'the function "issuers" returned options of another issuer')
  }
  try {
    return await within(resolve(), RESOLVER_TIMEOUT_SECONDS * 1000, options.clock)
  } catch (error) {
    const isSlow = error === TIME_IS_OVER
    throw new ProtectedResourceError('issuer_resolution_failed', {
      hint: isSlow ? HINT_SLOW : HINT_FAILED,
      cause: isSlow ? undefined : error
    })
  }
}

const HINT_CROWD =
  'tokens name too many issuers at the same time: they may be forged; issuers with verified tokens are not affected'
const HINT_CLOSED = 'the protected resource was closed'
const HINT_SLOW = 'the function "issuers" did not answer in time'
const HINT_FAILED = 'the function "issuers" threw or returned invalid options: see the cause'
