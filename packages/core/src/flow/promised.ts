/**
 * Makes a native promise of whatever can be waited for, of whatever library or realm it is; all else stays as
 * it is. For what the functions of users return.
 *
 * @param value The value, or anything with a `then`.
 * @returns The value, or its promise.
 */
export function promised<T>(value: T | PromiseLike<T>): T | Promise<T> {
  return isThenable(value) ? Promise.resolve(value) : value
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
