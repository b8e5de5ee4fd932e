import type { Clock } from '../clock/clock.ts'

/** How often something can happen. */
export interface TokenBucketLimit {
  /** How often in immediate succession. */
  readonly size: number
  /** After how many seconds once more. */
  readonly everySeconds: number
}

/** Keeps unverified tokens, which anyone can send, from causing work without end. */
export interface TokenBucket {
  /** Takes a token from the bucket; returns whether there was one. */
  take(): boolean
}

/** Creates a token bucket, which is full. */
export function createTokenBucket({ size, everySeconds }: TokenBucketLimit, clock: Clock): TokenBucket {
  const price = everySeconds * 1000
  // In elapsed milliseconds: whole numbers add up exactly.
  let credit = size * price
  let countedAt = clock.monotonic()
  return {
    take() {
      const now = clock.monotonic()
      credit = Math.min(size * price, credit + now - countedAt)
      countedAt = now
      if (credit < price) return false
      credit -= price
      return true
    }
  }
}
