/**
 * Returns whether a value is a promise, of any library or realm. Checks `then`, not the class: libraries and
 * test runners replace the global `Promise`, and async functions do not return instances of it then. A
 * promise that is taken for its value would admit a request.
 */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== 'object' || value === null) return false
  // Read directly: for values of many shapes, `in` takes several times as long.
  const { then }: { then?: unknown } = value
  return typeof then === 'function'
}
