import { sha256 } from '#digest'
import type { Clock } from '../clock/clock.ts'
import type { AuthContext } from '../context/auth-context.ts'
import { isPromise } from '../flow/is-promise.ts'
import { readClaim } from '../json/claim-path.ts'
import { createRevocationEntries } from './revocation-entries.ts'
import { revocationKey, tokenText } from './revocation-key.ts'
import type { RevocationEntry } from './revocation-list.ts'

/** The revocations that this process knows. */
export interface Revocations {
  /** Number of entries. */
  readonly size: number
  /** Adds an entry. It is never withdrawn by a later one with the same key, even if that is shorter. */
  add(entry: RevocationEntry): void
  /**
   * Returns whether a token was revoked. Synchronous, unless the runtime computes digests asynchronously and
   * a token was revoked by its text.
   */
  isRevoked(context: AuthContext): boolean | Promise<boolean>
}

/**
 * Creates the local list of revocations.
 *
 * @param clock The clock.
 * @returns The list.
 */
export function createRevocations(clock: Clock): Revocations {
  const entries = createRevocationEntries(clock)
  const digests = new WeakMap<AuthContext, string | Promise<string>>()
  let hasTokens = false

  function has(kind: 'jti' | 'session', issuer: string, id: unknown): boolean {
    if (typeof id !== 'string') return false
    return (
      entries.find(revocationKey(kind, issuer, id)) !== undefined ||
      entries.find(revocationKey(kind, undefined, id)) !== undefined
    )
  }

  function isTokenRevoked(context: AuthContext): boolean | Promise<boolean> {
    const digest = digests.get(context) ?? sha256(tokenText(context.accessToken))
    digests.set(context, digest)
    const isListed = (found: string): boolean =>
      entries.find(revocationKey('token', undefined, found)) !== undefined
    return isPromise(digest) ? digest.then(isListed) : isListed(digest)
  }

  return {
    get size() {
      return entries.size
    },
    add(entry) {
      hasTokens ||= entry.key.startsWith('token')
      entries.add(entry)
    },
    isRevoked(context) {
      // First, since a cached context parses its claims again on demand.
      if (entries.size === 0) return false
      const { extra, issuer, subject } = context
      const [jti, iat, sid] = ['jti', 'iat', 'sid'].map((name) => readClaim(extra, name))
      if (has('jti', issuer, jti) || has('session', issuer, sid)) return true
      const ofSubject =
        subject === undefined ? undefined : entries.find(revocationKey('subject', issuer, subject))
      if (ofSubject !== undefined && (typeof iat !== 'number' || iat <= ofSubject.issuedUntil)) return true
      return hasTokens && isTokenRevoked(context)
    }
  }
}
