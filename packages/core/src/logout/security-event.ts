import { isEqualText } from '#digest'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isInFuture } from '../clock/is-in-future.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { readClaim } from '../json/claim-path.ts'
import { mediaTypeOf, readText, type EventMessage } from './event-message.ts'
import { readEventTarget, revocationFor } from './event-target.ts'
import type { EventEnd, MessageKind } from './message-kind.ts'
import { securityEventAnswers } from './message-answers.ts'
import type { ResolvedSecurityEventOptions } from './resolved-receiver-options.ts'
import type { SecurityEventName } from './receiver-options.ts'
import type { VerifiedEvent } from './verify-event-token.ts'

/** The beginning of the URI of each event (CAEP 1.0 section 3). */
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'

/**
 * Creates what is particular to security events that are pushed (RFC 8935 section 2, CAEP 1.0 sections 3.1
 * and 3.3). Events without an effect are acknowledged, such as the verification of a stream.
 *
 * @param options The options.
 * @returns The kind of message.
 */
export function securityEvents({
  audiences,
  authorization,
  events,
  ends
}: ResolvedSecurityEventOptions): MessageKind {
  return {
    source: 'security_event',
    rules: { type: 'secevent+jwt', audiences: new Set(audiences), mustExpire: false },
    answers: securityEventAnswers,
    readToken(message) {
      if (authorization !== undefined) requireAuthorization(message, authorization)
      return readEvent(message)
    },
    effectsOf: (event) =>
      events.flatMap((name) => {
        const issuedUntil = momentOf(event, name)
        if (issuedUntil === undefined) return []
        const target = readEventTarget(event.claims, event.issuer)
        // A credential belongs to a user, and so do all of the sessions that it opened.
        const ended = name === 'session-revoked' ? ends : 'subject'
        const revocation = revocationFor(target, { ends: ended, issuer: event.issuer, issuedUntil })
        return [{ event: name, revocation } satisfies EventEnd]
      })
  }
}

function requireAuthorization({ headers }: EventMessage, expected: string): void {
  const { authorization } = headers
  if (typeof authorization === 'string' && isEqualText(authorization, expected)) return
  throw new ProtectedResourceError('credentials_missing', { hint: HINT_AUTHORIZATION })
}

async function readEvent(message: EventMessage): Promise<string> {
  const isEvent = mediaTypeOf(message) === 'application/secevent+jwt'
  const text = isEvent ? await readText(message) : undefined
  if (text !== undefined) return text.trim()
  throw new ProtectedResourceError('token_malformed', { hint: HINT_TYPE })
}

/** When the event happened; undefined if the token is about other events. */
function momentOf({ claims, issuedAt }: VerifiedEvent, name: SecurityEventName): number | undefined {
  const events = readClaim(claims, 'events')
  if (!isJsonObject(events)) throw malformed(HINT_EVENTS, 'events')
  const event = readClaim(events, `${CAEP}${name}`)
  if (event === undefined) return undefined
  if (!isJsonObject(event)) throw malformed(HINT_EVENTS, 'events')
  const moment = readClaim(event, 'event_timestamp') ?? issuedAt
  // Later than the token that reports it, it can only be another unit.
  if (typeof moment !== 'number' || !Number.isFinite(moment) || isInFuture(moment, issuedAt, 0))
    throw malformed(HINT_MOMENT, 'event_timestamp')
  return moment
}

function malformed(hint: string, claim: string): ProtectedResourceError {
  return new ProtectedResourceError('claim_malformed', { hint, cause: { claim } })
}

const HINT_AUTHORIZATION =
  'the "Authorization" of the request is not the option "authorization": configure the transmitter to send it'
const HINT_TYPE =
  'the request must have one security event token as its body, and the type "application/secevent+jwt"'
const HINT_EVENTS = '"events" of the token must be an object with an object for each event'
const HINT_MOMENT = '"event_timestamp" must be a number of seconds since 1970, not later than "iat"'
