import { isPromise } from './is-promise.ts'

/**
 * Goes on with a value: synchronously if it is there, later if it is promised. So a step that needs nothing
 * costs no promise. Promises of other libraries and realms count, too.
 *
 * @param value The value, or its promise.
 * @param goOn What to do with it.
 * @returns What `goOn` returns, or its promise.
 */
export function chain<T, R>(value: T | PromiseLike<T>, goOn: (value: T) => R | Promise<R>): R | Promise<R> {
  return isPromise(value) ? Promise.resolve(value).then(goOn) : goOn(value)
}
