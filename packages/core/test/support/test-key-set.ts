import type { KeySet } from '../../src/keys/key-set.ts'

/** A key set that knows the names of its keys, and cannot verify anything. */
export function keySetNamed(...kids: readonly string[]): KeySet {
  return { kids, fingerprints: kids, fingerprint: kids.join(), select: () => [], whyNot: () => undefined }
}
