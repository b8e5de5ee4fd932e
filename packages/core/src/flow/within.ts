import type { Clock } from '../clock/clock.ts'

/** What `within` rejects with when the time is over. */
export const TIME_IS_OVER: Error = new Error('time is over')

/**
 * Waits for something, but not for ever. What is waited for goes on when the time is over: to end it is for
 * the caller.
 *
 * @param promise What is waited for.
 * @param milliseconds How long.
 * @param clock The clock.
 * @returns Its result; rejects with `TIME_IS_OVER` when that is not there in time.
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
