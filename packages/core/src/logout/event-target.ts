import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { readClaim } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { Revocation } from '../memory/revocation.ts'

/** Whom an event is about, at the issuer that signed it: a user, a session, or both. */
export type EventTarget =
  | { readonly subject: string; readonly sessionId: string | undefined }
  | { readonly subject: undefined; readonly sessionId: string }

/** The session of Keycloak that means every session of the user. */
const ALL_SESSIONS = 'ALL'

/**
 * Reads whom a logout token is about (OpenID Connect Back-Channel Logout 1.0 section 2.4).
 *
 * @param claims The verified claims.
 * @returns The target.
 * @throws {ProtectedResourceError} `claim_missing` without `sub` and `sid`; `claim_malformed`.
 */
export function readLogoutTarget(claims: JsonObject): EventTarget {
  const [subject, sessionId] = ['sub', 'sid'].map((claim) => requireText(readClaim(claims, claim), claim))
  const target = targetOf(subject, sessionId)
  if (target !== undefined) return target
  throw new ProtectedResourceError('claim_missing', { hint: HINT_NOBODY, cause: { claim: 'sub' } })
}

function targetOf(subject: string | undefined, sessionId: string | undefined): EventTarget | undefined {
  if (subject !== undefined) return { subject, sessionId }
  return sessionId === undefined ? undefined : { subject, sessionId }
}

/**
 * Reads whom a security event is about: a subject identifier of the format `iss_sub`, or a complex one with a
 * user and a session (RFC 9493 section 3, Shared Signals Framework 1.0 section 3); without one, `sub`. The
 * event has an effect at its own issuer only.
 *
 * @param claims The verified claims.
 * @param issuer The issuer that signed the event.
 * @returns The target.
 * @throws {ProtectedResourceError} `claim_missing`; `claim_malformed` for an identifier that names no subject
 *   and no session of this issuer.
 */
export function readEventTarget(claims: JsonObject, issuer: string): EventTarget {
  const identifier = readClaim(claims, 'sub_id')
  if (identifier === undefined) return readLogoutTarget({ sub: readClaim(claims, 'sub') })
  if (!isJsonObject(identifier)) throw unsupported()
  const isComplex = readClaim(identifier, 'format') === 'complex'
  const subject = readSubject(isComplex ? readClaim(identifier, 'user') : identifier, issuer)
  const sessionId = isComplex ? readSession(readClaim(identifier, 'session')) : undefined
  const target = targetOf(subject, sessionId)
  if (target !== undefined) return target
  throw unsupported()
}

/** A user that is named otherwise, such as by an e-mail address, is not one that tokens name. */
function readSubject(identifier: unknown, issuer: string): string | undefined {
  if (!isJsonObject(identifier)) return undefined
  const [format, iss, sub] = ['format', 'iss', 'sub'].map((name) => readClaim(identifier, name))
  if (format !== 'iss_sub') return undefined
  if (iss !== issuer) throw unsupported()
  return isText(sub) ? sub : undefined
}

function readSession(identifier: unknown): string | undefined {
  if (!isJsonObject(identifier) || readClaim(identifier, 'format') !== 'opaque') return undefined
  const id = readClaim(identifier, 'id')
  return isText(id) && id !== ALL_SESSIONS ? id : undefined
}

/** What is revoked, and until when tokens were issued that it concerns. */
export interface EventEffect {
  readonly ends: 'session' | 'subject'
  /** The issuer that signed the event. */
  readonly issuer: string
  /** Seconds since 1970. */
  readonly issuedUntil: number
}

/**
 * Creates the revocation for a target. The same event leads to the same revocation, however often it arrives.
 *
 * @param target Whom the event is about.
 * @param effect What is revoked.
 * @returns The revocation.
 */
export function revocationFor(target: EventTarget, { ends, issuer, issuedUntil }: EventEffect): Revocation {
  if (target.subject === undefined) return { sessionId: target.sessionId, issuer }
  const { subject, sessionId } = target
  return sessionId !== undefined && ends === 'session'
    ? { sessionId, issuer }
    : { subject, issuer, issuedUntil }
}

function requireText(value: unknown, claim: string): string | undefined {
  if (value === undefined || isText(value)) return value
  const hint = `"${claim}" of the token must be a non-empty string`
  throw new ProtectedResourceError('claim_malformed', { hint, cause: { claim } })
}

function unsupported(): ProtectedResourceError {
  return new ProtectedResourceError('claim_malformed', { hint: HINT_SUBJECT, cause: { claim: 'sub_id' } })
}

const HINT_NOBODY = 'the token names neither a user ("sub") nor a session ("sid")'
const HINT_SUBJECT =
  '"sub_id" of the event must name a user of its own issuer ("iss_sub"), or be complex with such a user or a session ("opaque")'
