import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { isUsable, type Accepted } from './accepted.ts'

/** Accepted tokens, within bounds. */
export interface TokenCache {
  /**
   * Returns a cached token that is still usable.
   *
   * @param text The text that the token came in: see `Credentials`.
   */
  find(text: string): Accepted | undefined
  /** Caches an accepted token. */
  store(accepted: Accepted): void
  /** Evicts all tokens. */
  clear(): void
}

/** A token ends with its signature, so its last characters make a good hash key. */
const KEY_CHARACTERS = 8

/** Offset basis and prime of the hash FNV-1a, for 32 bits. */
const FNV_BASIS = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

/**
 * Returns the key that a token is looked up by: a small integer, since V8 hashes a string that is looked up
 * from end to end. Different tokens can share a key, so compare the whole text of what is found.
 *
 * @param text The token, or any text that ends with it.
 * @returns The key.
 */
export function accessTokenKey(text: string): number {
  let key = FNV_BASIS
  for (let index = text.length - KEY_CHARACTERS; index < text.length; index += 1) {
    key = Math.imul(key ^ text.charCodeAt(index), FNV_PRIME)
  }
  return key
}

/** Bound on all cached tokens together, in characters: so many for each, and never less than the minimum. */
const CHARACTERS_PER_TOKEN = 2048
const MIN_CHARACTERS = 64 * 1024 * 1024

/** The share of the entries that is kept for tokens that were seen once. */
const PROBATIONARY_SHARE = 0.2

/**
 * Creates the cache of accepted tokens. Invalid tokens are never cached. A token is looked up by its last
 * characters, then its whole text is compared, so that two tokens never share an entry.
 *
 * The cache has two segments (segmented LRU). While the protected segment has room, new tokens go there. Once
 * it is full of usable tokens, new ones start in the small probationary segment, and change places with the
 * least recently used protected token if they come again. So a flood of tokens that are used once evicts only
 * its own tokens.
 *
 * @param entries Number of tokens; 0 for none.
 * @param clock The clock.
 * @returns The cache.
 */
export function createTokenCache(entries: number, clock: Clock): TokenCache {
  if (entries < 1) return NO_CACHE
  const characters = Math.max(MIN_CHARACTERS, entries * CHARACTERS_PER_TOKEN)
  const probationarySegment = createSegment(
    Math.max(1, Math.round(entries * PROBATIONARY_SHARE)),
    characters * PROBATIONARY_SHARE
  )
  const protectedSegment = createSegment(
    Math.max(1, entries - probationarySegment.max),
    characters * (1 - PROBATIONARY_SHARE)
  )

  function promote(key: number, accepted: Accepted): void {
    probationarySegment.delete(key)
    const evicted = makeRoom(protectedSegment, accepted, clock) ? undefined : protectedSegment.pop()
    protectedSegment.set(key, accepted)
    if (evicted !== undefined) probationarySegment.set(accessTokenKey(evicted.context.text), evicted)
  }

  return {
    find(text) {
      const key = accessTokenKey(text)
      const inProtected = protectedSegment.get(key)
      const accepted = inProtected ?? probationarySegment.get(key)
      if (accepted === undefined || accepted.context.text !== text) return undefined
      if (!isUsable(accepted, clock)) {
        protectedSegment.delete(key)
        probationarySegment.delete(key)
        return undefined
      }
      if (inProtected === undefined) promote(key, accepted)
      return accepted
    },
    store(accepted) {
      const key = accessTokenKey(accepted.context.text)
      const hasRoom = protectedSegment.has(key) || makeRoom(protectedSegment, accepted, clock)
      const segment = hasRoom ? protectedSegment : probationarySegment
      accepted.context.dropClaims()
      segment.set(key, accepted)
    },
    clear() {
      protectedSegment.clear()
      probationarySegment.clear()
    }
  }
}

const NO_CACHE: TokenCache = {
  find: () => undefined,
  store: () => undefined,
  clear: () => undefined
}

type Segment = LRUCache<number, Accepted>

function createSegment(max: number, maxCharacters: number): Segment {
  return new LRUCache({ max, maxSize: Math.floor(maxCharacters), sizeCalculation: charactersOf })
}

function charactersOf({ context }: Accepted): number {
  return context.text.length
}

/** Makes room by evicting tokens that are no longer usable; returns false if a usable one is in the way. */
function makeRoom(segment: Segment, accepted: Accepted, clock: Clock): boolean {
  const characters = charactersOf(accepted)
  while (segment.size === segment.max || segment.calculatedSize + characters > segment.maxSize) {
    const leastRecentlyUsed = segment.rvalues().next().value
    if (leastRecentlyUsed === undefined || isUsable(leastRecentlyUsed, clock)) return false
    segment.pop()
  }
  return true
}
