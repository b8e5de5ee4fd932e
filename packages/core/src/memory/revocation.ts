import { sha256 } from '#digest'
import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { RevocationEntry } from './revocation-list.ts'
import { revocationKey, tokenText, type RevocationKind } from './revocation-key.ts'

/** Tokens to refuse from now on, although they pass every other check. */
export type Revocation = (
  | {
      /** The token with this `jti`. */
      readonly jti: string
      /**
       * The issuer of the token.
       *
       * @default every trusted issuer
       */
      readonly issuer?: string
    }
  | {
      /** All tokens of this subject that were issued until a moment, and those without `iat`. */
      readonly subject: string
      /** The issuer of the subject: the same `sub` of another issuer is another subject. */
      readonly issuer: string
      /**
       * The moment, in seconds since 1970, at most a day ahead.
       *
       * @default now
       */
      readonly issuedUntil?: number
    }
  | {
      /** All tokens with this `sid`, the session at the authorization server. */
      readonly sessionId: string
      /**
       * The issuer of the session.
       *
       * @default every trusted issuer
       */
      readonly issuer?: string
    }
  | {
      /** This token. Only its digest is kept. */
      readonly accessToken: string
    }
) & {
  /**
   * How long the revocation is kept, in seconds; at least as long as access tokens live.
   *
   * @default `maxTokenAgeSeconds` and twice the clock tolerance if every issuer has it, else 86_400 (24 hours)
   */
  readonly forSeconds?: number
}

const DAY_SECONDS = 24 * 60 * 60

/** What the entry of a revocation depends on, apart from the revocation. */
export interface EntrySettings {
  readonly clock: Clock
  /** How long a revocation is kept that does not say so. */
  readonly defaultSeconds: number
}

const KINDS: Readonly<Record<string, RevocationKind>> = {
  jti: 'jti',
  subject: 'subject',
  sessionId: 'session',
  accessToken: 'token'
}

/** Members that go with a target. */
const ADDITIONS: ReadonlySet<string> = new Set(['issuer', 'issuedUntil', 'forSeconds'])

/**
 * Validates a revocation and turns it into an entry of a list.
 *
 * @param revocation The revocation.
 * @param settings Clock and default.
 * @returns The entry; a promise if the runtime computes digests asynchronously.
 * @throws {ConfigurationError} If it has not exactly one target, or an invalid member.
 */
export function createRevocationEntry(
  revocation: Revocation,
  { clock, defaultSeconds }: EntrySettings
): RevocationEntry | Promise<RevocationEntry> {
  const { kind, value } = targetOf(revocation)
  const issuer = issuerOf(revocation, kind)
  const given = issuedUntilOf(revocation, clock)
  const issuedUntil = kind === 'subject' ? (given ?? clock.now()) : undefined
  const untilSeconds = clock.now() + secondsOf(revocation, defaultSeconds)
  const entryFor = (digestOrId: string): RevocationEntry => ({
    key: revocationKey(kind, issuer, digestOrId),
    issuedUntil,
    untilSeconds
  })
  if (kind !== 'token') return entryFor(value)
  const digest = sha256(tokenText(value))
  return isPromise(digest) ? Promise.resolve(digest).then(entryFor) : entryFor(digest)
}

function targetOf(revocation: Revocation): { readonly kind: RevocationKind; readonly value: string } {
  const named = Object.entries(revocation).filter(([name]) => !ADDITIONS.has(name))
  const [name, value]: readonly unknown[] = named[0] ?? []
  const kind = typeof name === 'string' && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (named.length !== 1 || kind === undefined || typeof value !== 'string' || value === '')
    throw new ConfigurationError('revoke', HINT_TARGET)
  if (kind === 'token' && /\s/.test(value)) throw new ConfigurationError('revoke', HINT_TOKEN)
  return { kind, value }
}

const HINT_TARGET =
  'revoke() takes exactly one of "jti", "subject", "sessionId" and "accessToken", a non-empty string, and optionally "issuer", "forSeconds" and, with "subject", "issuedUntil"'
const HINT_TOKEN = 'revoke() takes the access token alone: without "Bearer", without spaces or line breaks'

function issuerOf(revocation: Revocation, kind: RevocationKind): string | undefined {
  const issuer: unknown = Reflect.get(revocation, 'issuer')
  if (issuer === undefined && kind !== 'subject') return undefined
  if (typeof issuer === 'string' && issuer !== '' && kind !== 'token') return issuer
  throw new ConfigurationError('revoke', kind === 'token' ? HINT_NO_ISSUER : HINT_ISSUER)
}

const HINT_ISSUER =
  'a subject belongs to its issuer: pass "issuer" as well, such as revoke({ subject: auth.subject, issuer: auth.issuer })'
const HINT_NO_ISSUER = '"issuer" is for "subject", "sessionId" and "jti"; an access token names its issuer'

function issuedUntilOf(revocation: Revocation, clock: Clock): number | undefined {
  if (!('issuedUntil' in revocation) || revocation.issuedUntil === undefined) return undefined
  const { issuedUntil } = revocation
  const isMoment = Number.isFinite(issuedUntil) && issuedUntil < clock.now() + DAY_SECONDS
  if ('subject' in revocation && isMoment) return issuedUntil
  throw new ConfigurationError('revoke', HINT_ISSUED_UNTIL)
}

const HINT_ISSUED_UNTIL =
  '"issuedUntil" is for "subject", and must be a number of seconds since 1970, not milliseconds, and at most a day ahead'

function secondsOf(revocation: Revocation, defaultSeconds: number): number {
  const { forSeconds = defaultSeconds } = Object.hasOwn(revocation, 'forSeconds') ? revocation : {}
  if (forSeconds > 0 && Number.isFinite(forSeconds)) return forSeconds
  throw new ConfigurationError('revoke', '"forSeconds" must be a number of seconds greater than 0')
}
