import { isPromise } from './is-promise.ts'

/**
 * Calls a function with a value: synchronously if it is present, later if it is a promise. So a step that
 * awaits nothing creates no promise. Promises of other libraries and realms count, too.
 *
 * @returns What `goOn` returns, or its promise.
 */
export function chain<T, R>(value: T | PromiseLike<T>, goOn: (value: T) => R | Promise<R>): R | Promise<R> {
  return isPromise(value) ? Promise.resolve(value).then(goOn) : goOn(value)
}
