import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { IntrospectionStore } from '../memory/introspection-store.ts'
import type { IntrospectionAnswer } from './parse-answer.ts'

/** An answer, and how long it is used. */
export interface CachedAnswer {
  readonly claims: IntrospectionAnswer
  /** Monotonic milliseconds. */
  readonly usableUntil: number
}

/** Answers of introspection by digest, in this process and in a shared store. */
export interface AnswerCache {
  /** Returns the answer of this process. */
  find(digest: string): CachedAnswer | undefined
  /** Returns the answer of the shared store, if there is one. A store that is down has none. */
  load(digest: string): Promise<CachedAnswer | undefined>
  /** Caches an answer here, and starts to share it. */
  save(digest: string, claims: IntrospectionAnswer): CachedAnswer
}

/** What bounds the cache. */
export interface AnswerCacheSettings {
  readonly clock: Clock
  readonly cacheSeconds: number
  readonly store: IntrospectionStore | undefined
}

/** Number of answers in this process, and the length of their claims together, in characters. */
const MAX_ANSWERS = 10_000
const MAX_CHARACTERS = 64 * 1024 * 1024

/** How long an inactive answer is used, in seconds: a token never becomes active by waiting, but a user can. */
const INACTIVE_SECONDS = 5

/**
 * Creates the cache. It holds digests and claims, never a token.
 *
 * @param settings Its bounds.
 * @returns The cache.
 */
export function createAnswerCache({ clock, cacheSeconds, store }: AnswerCacheSettings): AnswerCache {
  const answers = new LRUCache<string, CachedAnswer>({ max: MAX_ANSWERS, maxSize: MAX_CHARACTERS })

  function keep(digest: string, claims: IntrospectionAnswer, seconds: number): CachedAnswer {
    const answer = { claims, usableUntil: clock.monotonic() + seconds * 1000 }
    if (seconds > 0) answers.set(digest, answer, { size: sizeOf(claims) })
    return answer
  }

  /** Never beyond `exp` (RFC 7662 section 4). */
  function secondsFor(claims: IntrospectionAnswer): number {
    if (claims === undefined) return Math.min(cacheSeconds, INACTIVE_SECONDS)
    const { exp } = claims
    return typeof exp === 'number' ? Math.min(cacheSeconds, exp - clock.now()) : cacheSeconds
  }

  return {
    find(digest) {
      const answer = answers.get(digest)
      if (answer === undefined || clock.monotonic() < answer.usableUntil) return answer
      answers.delete(digest)
      return undefined
    },
    async load(digest) {
      const shared = parseShared(await store?.get(digest).catch(() => undefined))
      const seconds = shared === undefined ? 0 : shared.until - clock.now()
      return shared === undefined || seconds <= 0 ? undefined : keep(digest, shared.claims, seconds)
    },
    save(digest, claims) {
      const seconds = secondsFor(claims)
      const until = clock.now() + seconds
      // Without the store, every process asks for itself.
      if (seconds > 0) store?.set(digest, JSON.stringify({ claims, until }), until).catch(() => undefined)
      return keep(digest, claims, seconds)
    }
  }
}

function sizeOf(claims: IntrospectionAnswer): number {
  return claims === undefined ? 1 : JSON.stringify(claims).length
}

interface SharedAnswer {
  readonly claims: IntrospectionAnswer
  readonly until: number
}

/** Anything but what `save` has written is treated as absent. */
function parseShared(text: string | undefined): SharedAnswer | undefined {
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (!isJsonObject(parsed) || typeof parsed['until'] !== 'number') return undefined
    const { claims, until } = parsed
    return isJsonObject(claims) || claims === undefined ? { claims, until } : undefined
  } catch {
    return undefined
  }
}
