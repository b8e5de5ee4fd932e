import type { Clock } from '../clock/clock.ts'

/** What `within` rejects with when the time is over. */
export const TIME_IS_OVER: Error = new Error('time is over')

/**
 * Awaits a promise for a limited time. Does not cancel the work behind it: the caller must.
 *
 * @returns The result; rejects with `TIME_IS_OVER` if it does not arrive in time.
 */
export async function within<T>(promise: Promise<T>, milliseconds: number, clock: Clock): Promise<T> {
  let cancel: (() => void) | undefined
  const timeOver = new Promise<never>((_, reject) => {
    cancel = clock.schedule(() => reject(TIME_IS_OVER), milliseconds)
  })
  try {
    return await Promise.race([promise, timeOver])
  } finally {
    cancel?.()
  }
}
