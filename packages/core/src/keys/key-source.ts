import type { CryptoKey } from 'jose'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { KeySet } from './key-set.ts'
import type { KeySetFailure, KeySetPhase } from './key-set-life.ts'

/** Keys that may have signed a token, and the set that they are of. */
export interface FoundKeys {
  readonly keySet: KeySet
  readonly keys: readonly CryptoKey[]
}

/** How the keys of an issuer are doing. */
export interface KeySourceStatus {
  readonly phase: KeySetPhase
  readonly keySet: KeySet | undefined
  readonly ageSeconds: number | undefined
  readonly failure: KeySetFailure | undefined
}

/** The keys of one issuer. A key is only ever good for its own issuer (RFC 8725 section 3.8). */
export interface KeySource {
  /**
   * The set that may be used at this moment without waiting; what was verified with another one must be
   * verified again.
   *
   * @param now The moment, in monotonic milliseconds, for whoever has read the clock already.
   */
  current(now?: number): KeySet | undefined
  /**
   * Finds the keys for a token.
   *
   * @param header The unverified header; its algorithm must be an allowed one.
   * @returns The keys, at least one.
   * @throws {ProtectedResourceError} `key_not_found`, or a 503 where no key set can be had.
   */
  find(header: JoseHeader): FoundKeys | Promise<FoundKeys>
  /**
   * Looks whether the issuer has changed a key and kept its id, after a signature has failed. Asks the
   * issuer, but not often.
   *
   * @param header The unverified header.
   * @param tried What the signature failed with.
   * @returns Other keys to try, or undefined; at once where the issuer is not asked.
   */
  findChanged(header: JoseHeader, tried: FoundKeys): Promise<FoundKeys | undefined> | undefined
  /** Fetches the keys if there are none yet; rejects with a 503. */
  warmUp(): Promise<void>
  status(): KeySourceStatus
  close(): void
}
