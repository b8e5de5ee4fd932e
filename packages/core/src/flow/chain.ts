import { isPromise } from './is-promise.ts'

/**
 * Goes on with a value, at once where it is there and later where it is promised: what was known before costs
 * no promise. What others promise counts, too, whatever library or realm their promises are of.
 *
 * @param value The value, or its promise.
 * @param goOn What to do with it.
 * @returns What `goOn` returns, or its promise.
 */
export function chain<T, R>(value: T | PromiseLike<T>, goOn: (value: T) => R | Promise<R>): R | Promise<R> {
  return isPromise(value) ? Promise.resolve(value).then(goOn) : goOn(value)
}
