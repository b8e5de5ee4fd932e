import { isPromise } from './is-promise.ts'

/**
 * Passes a failure to `recover`, whether `run` throws it or its promise rejects. Success creates no promise.
 *
 * @param run What can fail.
 * @param recover Throws a better error, or returns a value.
 * @returns What `run` returns, or its promise.
 */
export function rescue<T>(run: () => T | Promise<T>, recover: (error: unknown) => T): T | Promise<T> {
  try {
    const value = run()
    return isPromise(value) ? Promise.resolve(value).catch(recover) : value
  } catch (error) {
    return recover(error)
  }
}
