import { MAX_BACK_OFF_SECONDS, MAX_RETRY_AFTER_SECONDS, MIN_BACK_OFF_SECONDS } from './limits.ts'

/**
 * How long to wait after the n-th failure in a row: somewhere between one second and a bound that doubles up
 * to a minute ("full jitter", so that many instances do not come back at the same moment), or as long as the
 * server asks, within reason.
 *
 * @param failures Failures in a row, from 1.
 * @param retryAfterSeconds The server's `Retry-After`, if any.
 * @returns Seconds.
 */
export function backOffSeconds(failures: number, retryAfterSeconds: number | undefined): number {
  const bound = Math.min(MAX_BACK_OFF_SECONDS, MIN_BACK_OFF_SECONDS * 2 ** Math.min(failures, 10))
  const jittered = MIN_BACK_OFF_SECONDS + Math.random() * (bound - MIN_BACK_OFF_SECONDS)
  return Math.max(jittered, Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS))
}
