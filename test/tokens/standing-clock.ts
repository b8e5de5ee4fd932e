import type { Clock } from '@portcullis/core'

/**
 * A wall clock that stands still, for verdicts that must not depend on when a test runs; nothing is
 * scheduled.
 */
export function standingClock(seconds: number): Clock {
  return { now: () => seconds, monotonic: () => performance.now(), schedule: () => () => undefined }
}
