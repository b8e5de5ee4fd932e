/** In the registry of all symbols, so that two copies of this package recognize each other's errors. */
export const BRAND: symbol = Symbol.for('portcullis.error')

/** Returns which error of this package a value is, if any. */
export function brandOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, BRAND) : undefined
}
