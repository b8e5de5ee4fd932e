import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import { UNKNOWN_KID_MEMORY_SECONDS, UNKNOWN_KIDS } from './limits.ts'

/** Key ids that the issuer did not publish a short while ago, within bounds. */
export interface UnknownKids {
  /** Remembers that a set did not have the key, which was fetched after the token had come. */
  remember(header: JoseHeader): void
  has(header: JoseHeader): boolean
}

/**
 * Makes the memory of one issuer. A key id is forgotten after half a minute, whoever asks for it meanwhile:
 * it may be that of the next rotation.
 *
 * @param clock The clock.
 * @returns The memory.
 */
export function createUnknownKids(clock: Clock): UnknownKids {
  const startedAt = clock.monotonic()
  const kids = new LRUCache<string, true>({
    max: UNKNOWN_KIDS,
    ttl: UNKNOWN_KID_MEMORY_SECONDS * 1000,
    ttlResolution: 0,
    // Never 0, which stands for an entry without a time in there.
    perf: { now: () => 1 + clock.monotonic() - startedAt }
  })
  return {
    remember: (header) => void kids.set(nameOf(header), true),
    has: (header) => kids.has(nameOf(header))
  }
}

function nameOf({ alg, kid }: JoseHeader): string {
  return kid === undefined ? alg : `${alg} ${kid}`
}
