import { LRUCache } from 'lru-cache'
import type { AuthContext } from './auth-context.ts'
import type { VerifiedContext } from './create-auth-context.ts'

/** A token that was verified, and for how long it may be recognised. */
export interface VerifiedTokenEntry {
  readonly context: VerifiedContext
  /** The key set whose key has signed the token. */
  readonly keySet: object
  /** Tells which key set the issuer has now. */
  readonly keys: { current(): object | undefined }
  /** Wall-clock seconds from which on the token is refused; whole ones, which take no heap. */
  readonly endsAt: number
  /** The same moment on the monotonic clock, in whole milliseconds: the wall clock may be set back. */
  readonly endsAtMonotonic: number
}

/** The moment, on both clocks. */
export interface TokenTime {
  /** Wall-clock seconds. */
  readonly now: number
  /** Monotonic milliseconds. */
  readonly monotonic: number
}

/** Tokens that were verified before, within bounds. */
export interface VerifiedTokens {
  /**
   * Recognises a token.
   *
   * @param accessToken The token as sent.
   * @param time Asked for the moment only when the token is known.
   */
  recognize(accessToken: string, time: () => TokenTime): AuthContext | undefined
  remember(entry: VerifiedTokenEntry): void
  clear(): void
}

/** The end of a token is a part of its signature, and nearly as good as a digest to look it up by. */
const KEY_LENGTH = 32

/**
 * Makes the key that an access token is looked up by. It costs no hash of the whole token; whoever finds
 * something must compare the tokens.
 *
 * @param accessToken The token as sent.
 * @returns The key.
 */
export function accessTokenKey(accessToken: string): string {
  return accessToken.slice(-KEY_LENGTH)
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
 * Makes the memory of verified tokens. A token is looked up by its last characters and then compared whole,
 * so that two tokens never meet.
 *
 * New tokens begin in a small part of it and move to the large one when they come again: a flood of tokens
 * that are each used once drives out only each other. Invalid tokens are never remembered.
 *
 * @param entries How many tokens; 0 for none.
 * @returns The memory.
 */
export function createVerifiedTokens(entries: number): VerifiedTokens {
  if (entries < 1) return NO_MEMORY
  const characters = Math.max(MIN_CHARACTERS, entries * CHARACTERS_PER_TOKEN)
  const onProbation = createMemory(Math.max(1, Math.round(entries * PROBATION)), characters * PROBATION)
  const proven = createMemory(Math.max(1, entries - onProbation.max), characters * (1 - PROBATION))

  return {
    recognize(accessToken, time) {
      const key = accessTokenKey(accessToken)
      const provenEntry = proven.get(key)
      const entry = provenEntry ?? onProbation.get(key)
      if (entry === undefined || entry.context.accessToken !== accessToken) return undefined
      if (!isAlive(entry, time())) {
        proven.delete(key)
        onProbation.delete(key)
        return undefined
      }
      if (provenEntry === undefined) {
        onProbation.delete(key)
        // Under a key of its own string: that of this request would keep a second header field in memory.
        proven.set(accessTokenKey(entry.context.accessToken), entry)
      }
      return entry.context
    },
    remember(entry) {
      const key = accessTokenKey(entry.context.accessToken)
      const memory = proven.has(key) ? proven : onProbation
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

const NO_MEMORY: VerifiedTokens = {
  recognize: () => undefined,
  remember: () => undefined,
  clear: () => undefined
}

function createMemory(max: number, maxCharacters: number): LRUCache<string, VerifiedTokenEntry> {
  return new LRUCache({
    max,
    maxSize: Math.floor(maxCharacters),
    sizeCalculation: ({ context }) => context.accessToken.length
  })
}

/** A token dies with the key set that it was verified with. */
function isAlive(entry: VerifiedTokenEntry, { now, monotonic }: TokenTime): boolean {
  return now < entry.endsAt && monotonic < entry.endsAtMonotonic && entry.keys.current() === entry.keySet
}
