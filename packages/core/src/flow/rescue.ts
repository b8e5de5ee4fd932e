import { isPromise } from './is-promise.ts'

/**
 * Gives a failure to somebody who knows more about it, whether it is thrown at once or comes through a
 * promise. What succeeds costs nothing beside.
 *
 * @param run What may fail.
 * @param recover What to do then: throw something better, or return a value after all.
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
