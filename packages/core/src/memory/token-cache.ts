import { LRUCache } from 'lru-cache'
import type { VerifiedContext } from '../context/create-auth-context.ts'

/** A token that was verified, and for how long it may be recognised. */
export interface Accepted {
  readonly context: VerifiedContext
  /** The key set whose key has signed the token. */
  readonly keySet: object
  /** Returns the key set that the issuer has at a monotonic moment. */
  readonly keys: { current(now: number): object | undefined }
  /** Wall-clock seconds from which on the token is refused; mostly whole ones, which take no heap. */
  readonly validUntil: number
  /** The same moment on the monotonic clock, in whole milliseconds: the wall clock may be set back. */
  readonly validUntilMonotonic: number
}

/** The moment, on both clocks. */
export interface TokenTime {
  /** Wall-clock seconds. */
  readonly now: number
  /** Monotonic milliseconds. */
  readonly monotonic: number
}

/** Tokens that were verified before, within bounds. */
export interface TokenCache {
  /**
   * Recognises a token.
   *
   * @param presented The text that the token came in: see `Credentials`.
   * @param time Asked for the moment only when the token is known.
   */
  recognize(presented: string, time: () => TokenTime): Accepted | undefined
  remember(entry: Accepted, time: () => TokenTime): void
  clear(): void
}

/** The end of a token is a part of its signature, and nearly as good as a digest to look it up by. */
const KEY_CHARACTERS = 8

/** Offset basis and prime of the hash FNV-1a, for 32 bits. */
const FNV_BASIS = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

/**
 * Makes the key that a token is looked up by: a small integer, since to look up a string costs a hash of all
 * of it. Different tokens may have the same; whoever finds something must compare them whole.
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

/**
 * What the remembered tokens may weigh together, in characters of token: so many for each, and never less
 * than this.
 */
const CHARACTERS_PER_TOKEN = 2048
const MIN_CHARACTERS = 64 * 1024 * 1024

/** The part of the entries that is kept for tokens that were seen once. */
const PROBATION = 0.2

/**
 * Makes the memory of verified tokens. A token is looked up by its last characters, and then the whole text
 * is compared that it came in, so that two tokens never meet.
 *
 * Where there is room for them, new tokens come into the large part of it. Once that is full of tokens that
 * live, they begin in a small part and change places with the one of the large part that was not used for
 * longest when they come again: a flood of tokens that are each used once drives out only each other. Invalid
 * tokens are never remembered.
 *
 * @param entries How many tokens; 0 for none.
 * @returns The memory.
 */
export function createTokenCache(entries: number): TokenCache {
  if (entries < 1) return NO_MEMORY
  const characters = Math.max(MIN_CHARACTERS, entries * CHARACTERS_PER_TOKEN)
  const onProbation = createMemory(Math.max(1, Math.round(entries * PROBATION)), characters * PROBATION)
  const proven = createMemory(Math.max(1, entries - onProbation.max), characters * (1 - PROBATION))

  return {
    recognize(presented, time) {
      const key = accessTokenKey(presented)
      const provenEntry = proven.get(key)
      const entry = provenEntry ?? onProbation.get(key)
      if (entry === undefined || entry.context.presented !== presented) return undefined
      if (!isAlive(entry, time())) {
        proven.delete(key)
        onProbation.delete(key)
        return undefined
      }
      if (provenEntry === undefined) {
        onProbation.delete(key)
        const displaced = makeRoom(proven, entry, time) ? undefined : proven.pop()
        proven.set(key, entry)
        if (displaced !== undefined) onProbation.set(accessTokenKey(displaced.context.presented), displaced)
      }
      return entry
    },
    remember(entry, time) {
      const key = accessTokenKey(entry.context.presented)
      const isProven = proven.has(key) || makeRoom(proven, entry, time)
      const memory = isProven ? proven : onProbation
      // What is remembered costs little more than the token.
      entry.context.dropClaims()
      memory.set(key, entry)
    },
    clear() {
      proven.clear()
      onProbation.clear()
    }
  }
}

const NO_MEMORY: TokenCache = {
  recognize: () => undefined,
  remember: () => undefined,
  clear: () => undefined
}

type Memory = LRUCache<number, Accepted>

function createMemory(max: number, maxCharacters: number): Memory {
  return new LRUCache({ max, maxSize: Math.floor(maxCharacters), sizeCalculation: charactersOf })
}

function charactersOf({ context }: Accepted): number {
  return context.presented.length
}

/** Makes room for an entry at the cost of tokens that have ended, but not of one that lives. */
function makeRoom(memory: Memory, entry: Accepted, time: () => TokenTime): boolean {
  const characters = charactersOf(entry)
  while (memory.size === memory.max || memory.calculatedSize + characters > memory.maxSize) {
    const longestUnused = memory.rvalues().next().value
    if (longestUnused === undefined || isAlive(longestUnused, time())) return false
    memory.pop()
  }
  return true
}

/** A token dies with the key set that it was verified with. */
function isAlive(entry: Accepted, { now, monotonic }: TokenTime): boolean {
  return (
    now < entry.validUntil &&
    monotonic < entry.validUntilMonotonic &&
    entry.keys.current(monotonic) === entry.keySet
  )
}
