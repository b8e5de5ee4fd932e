/**
 * Tells whether a value has to be waited for. By its `then`, not by its class: libraries and test runners
 * replace the global `Promise`, and what an `async` function returns is then none of its instances. To take a
 * promise for its value would let a request in.
 *
 * @param value The value, or its promise, of whatever library or realm.
 * @returns Whether it is a promise.
 */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== 'object' || value === null) return false
  // Read, and not asked for with `in`, which takes several times as long where values are of many shapes.
  const { then }: { then?: unknown } = value
  return typeof then === 'function'
}
