/**
 * Goes on with a value, at once where it is there and later where it is promised: what was known before costs
 * no promise.
 *
 * @param value The value, or its promise: a native one, of this realm (see `promised` for what others give).
 * @param goOn What to do with it.
 * @returns What `goOn` returns, or its promise.
 */
export function chain<T, R>(value: T | Promise<T>, goOn: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(goOn) : goOn(value)
}
