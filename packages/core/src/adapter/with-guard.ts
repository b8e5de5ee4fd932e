import type { Guard } from '../guards/guard.ts'
import type { AdmissionOptions } from './admission.ts'

/** By protection and guard. */
const merged = new WeakMap<AdmissionOptions, WeakMap<Guard, AdmissionOptions>>()

/**
 * Adds a guard to a protection, for authors of adapters. Merges once for each protection and guard: adapters
 * that know both only when a request comes do not copy one for each request.
 *
 * @typeParam P The protection of the adapter.
 * @returns The protection with the guard, whose scopes it names in challenges.
 */
export function withGuard<P extends AdmissionOptions>(protection: P, guard: Guard): P {
  const ofGuards = merged.get(protection) ?? new WeakMap<Guard, AdmissionOptions>()
  merged.set(protection, ofGuards)
  const guarded = ofGuards.get(guard) ?? { ...protection, guard, challengeFor: guard }
  ofGuards.set(guard, guarded)
  // Found by the protection that it is a copy of.
  return guarded as P
}
