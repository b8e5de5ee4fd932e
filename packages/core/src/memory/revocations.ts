import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import type { AuthContext } from '../context/auth-context.ts'

/** Tokens to refuse from now on, although they are good in every other respect. */
export type Revocation = (
  | {
      /** The token with this `jti`. */
      readonly jti: string
    }
  | {
      /**
       * All tokens of this subject, whichever issuer they are of, that were issued until a moment, and those
       * that do not tell when they were.
       */
      readonly subject: string
      /**
       * The moment, in seconds since 1970, at most a day ahead: for a process that learns later of what was
       * revoked before it was started.
       *
       * @default now
       */
      readonly issuedUntil?: number
    }
  | {
      /** This very token. Its signature is not kept. */
      readonly accessToken: string
    }
) & {
  /**
   * How long it is remembered, in seconds; at least as long as access tokens live.
   *
   * @default 86_400 (24 hours)
   */
  readonly forSeconds?: number
}

/** What was revoked in this process. */
export interface Revocations {
  revoke(revocation: Revocation): void
  isRevoked(context: AuthContext): boolean
}

const DAY_SECONDS = 24 * 60 * 60
const DEFAULT_SECONDS = DAY_SECONDS

/** How often what is over is cleared away, in milliseconds. */
const CLEAR_EVERY = 60_000

interface Entry {
  /** Wall-clock seconds: tokens of a subject that were issued later are not meant. */
  readonly issuedUntil: number
  /** Monotonic milliseconds until which it is remembered. */
  readonly until: number
}

/**
 * Makes the memory of revocations. It is as large as what the application revokes: nothing that a client
 * sends adds to it, and nothing is forgotten before its time.
 *
 * @param clock The clock.
 * @returns The memory.
 */
export function createRevocations(clock: Clock): Revocations {
  const entries = new Map<string, Entry>()
  let clearedAt = clock.monotonic()

  function clearAway(now: number): void {
    if (now < clearedAt + CLEAR_EVERY) return
    clearedAt = now
    for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
  }

  function entryOf(key: string): Entry | undefined {
    const entry = entries.get(key)
    return entry !== undefined && clock.monotonic() < entry.until ? entry : undefined
  }

  return {
    revoke(revocation) {
      const key = keyOf(revocation)
      const now = clock.monotonic()
      clearAway(now)
      const until = now + secondsOf(revocation) * 1000
      const earlier = entryOf(key)
      // A revocation is never taken back by a later one, were it shorter or the clock set back.
      entries.set(key, {
        issuedUntil: Math.max(issuedUntilOf(revocation, clock) ?? clock.now(), earlier?.issuedUntil ?? 0),
        until: Math.max(until, earlier?.until ?? 0)
      })
    },
    isRevoked(context) {
      // Before anything else: a remembered context has to parse its claims when it is asked for them.
      if (entries.size === 0) return false
      const { accessToken, claims, subject } = context
      const { jti, iat } = claims
      if (entryOf(tokenKey(accessToken)) !== undefined) return true
      if (typeof jti === 'string' && entryOf(`jti ${jti}`) !== undefined) return true
      const ofSubject = subject === undefined ? undefined : entryOf(`subject ${subject}`)
      return ofSubject !== undefined && (typeof iat !== 'number' || iat <= ofSubject.issuedUntil)
    }
  }
}

/** What a revocation can be of, and how it is remembered. */
const TARGETS: Readonly<Record<string, (value: string) => string>> = {
  jti: (jti) => `jti ${jti}`,
  subject: (subject) => `subject ${subject}`,
  accessToken: tokenKey
}

function keyOf(revocation: Revocation): string {
  const named = Object.entries(revocation).filter(([name]) => !ADDITIONS.has(name))
  const [name, value]: readonly unknown[] = named[0] ?? []
  const key = typeof name === 'string' && Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined
  if (named.length !== 1 || key === undefined || typeof value !== 'string' || value === '')
    throw new ConfigurationError('revoke', HINT_TARGET)
  if (name === 'accessToken' && /\s/.test(value)) throw new ConfigurationError('revoke', HINT_TOKEN)
  return key(value)
}

/** What may stand beside the one. */
const ADDITIONS: ReadonlySet<string> = new Set(['issuedUntil', 'forSeconds'])

const HINT_TARGET =
  'revoke() takes exactly one of "jti", "subject" and "accessToken", a non-empty string, and maybe "forSeconds" and, with "subject", "issuedUntil"'
const HINT_TOKEN = 'revoke() takes the access token alone: without "Bearer", without spaces or line breaks'

/**
 * Header and payload identify a token; the signature does not: whoever holds a token can write an ECDSA
 * signature in another, equally good way. Without it, what is remembered is no token any more.
 */
function tokenKey(accessToken: string): string {
  return `token ${accessToken.slice(0, accessToken.lastIndexOf('.'))}`
}

function issuedUntilOf(revocation: Revocation, clock: Clock): number | undefined {
  if (!('issuedUntil' in revocation) || revocation.issuedUntil === undefined) return undefined
  const { issuedUntil } = revocation
  const isMoment = Number.isFinite(issuedUntil) && issuedUntil < clock.now() + DAY_SECONDS
  if ('subject' in revocation && isMoment) return issuedUntil
  throw new ConfigurationError('revoke', HINT_ISSUED_UNTIL)
}

const HINT_ISSUED_UNTIL =
  '"issuedUntil" goes with "subject", and must be a number of seconds since 1970, not milliseconds, and at most a day ahead'

function secondsOf(revocation: Revocation): number {
  const { forSeconds = DEFAULT_SECONDS } = Object.hasOwn(revocation, 'forSeconds') ? revocation : {}
  if (forSeconds > 0 && Number.isFinite(forSeconds)) return forSeconds
  throw new ConfigurationError('revoke', '"forSeconds" must be a number of seconds greater than 0')
}
