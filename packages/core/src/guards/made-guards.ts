import { deepFreeze } from '../context/deep-freeze.ts'
import type { Guard } from './guard.ts'

/** Guards that were made here: of a form that was looked at, and that never changes. */
const made = new WeakSet<Guard>()

/**
 * Finishes a guard: frozen to the bottom, and known from then on.
 *
 * @param guard The guard, which nobody else holds.
 * @returns The same.
 */
export function finishGuard(guard: Guard): Guard {
  made.add(deepFreeze(guard))
  return guard
}

/**
 * Tells whether a guard was made here. One that was written by hand may change at any time.
 *
 * @param guard The guard.
 * @returns Whether it was.
 */
export function isMade(guard: Guard): boolean {
  return made.has(guard)
}

/**
 * Copies a guard that was written by hand, so that later changes to the original have no effect.
 *
 * @param guard The guard, of a form that was looked at.
 * @returns The copy; the same where it was made here.
 */
export function ownGuard(guard: Guard): Guard {
  if (isMade(guard)) return guard
  switch (guard.kind) {
    case 'allOf':
    case 'anyOf':
      return finishGuard({ ...guard, guards: guard.guards.map(ownGuard) })
    case 'anyScope':
      return finishGuard({ ...guard, any: [...guard.any] })
    case 'authentication':
      return finishGuard({ ...guard, acr: [...guard.acr] })
    case 'claim':
      return finishGuard({ ...guard })
    default:
      return finishGuard({ ...guard, all: [...guard.all] })
  }
}
