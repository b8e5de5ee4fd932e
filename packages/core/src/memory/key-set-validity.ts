import type { Validity } from './accepted.ts'

/** The keys of an issuer: what decides whether its tokens stay valid. */
interface CurrentKeys {
  current(now: number): object | undefined
}

/**
 * Returns the validity of the tokens that a key set of an issuer verified. It ends at `usableUntil`, in
 * monotonic milliseconds, if that is given.
 */
export type ValidityOf = (keys: CurrentKeys, keySet: object, usableUntil?: number) => Validity

/**
 * Creates the function. Tokens that one key set verified share one object, so that a look-up of a cached
 * token touches little memory of its own.
 *
 * @returns The function.
 */
export function createKeySetValidity(): ValidityOf {
  const latest = new WeakMap<CurrentKeys, { readonly keySet: object; readonly validity: Validity }>()
  return (keys, keySet, usableUntil) => {
    if (usableUntil !== undefined)
      return { holds: (now) => now < usableUntil && keys.current(now) === keySet }
    const known = latest.get(keys)
    if (known?.keySet === keySet) return known.validity
    const validity = { holds: (now: number) => keys.current(now) === keySet }
    latest.set(keys, { keySet, validity })
    return validity
  }
}
