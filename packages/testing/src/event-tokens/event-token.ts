import type { JsonObject } from '@portcullis/core'
import type { TokenChange, TokenMint } from '../tokens/create-token-mint.ts'

/** A kind of JWT that reports what happened at the issuer. */
export type EventTokenName = 'logoutToken' | 'securityEvent'

/** Who the default client is: an event token is for it. */
export const DEFAULT_RECEIVER = 'test-client'

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'
const LOGOUT_SECONDS = 120

/** What is different in a security event. */
export interface SecurityEventChange extends TokenChange {
  /**
   * The name of the event in CAEP, or the URI of any other event.
   *
   * @default 'session-revoked'
   */
  event?: string
  /**
   * The session that the event is about.
   *
   * @default every session of the user, as Keycloak writes it: `ALL`
   */
  sessionId?: string
}

/**
 * Mints a logout token exactly as OpenID Connect Back-Channel Logout 1.0 section 2.4 requires, about the user
 * `test-user`.
 */
export function mintLogoutToken(mint: TokenMint, change: TokenChange = {}): Promise<string> {
  return mint.issue({
    expiresInSeconds: LOGOUT_SECONDS,
    ...change,
    header: { typ: 'logout+jwt', ...change.header },
    claims: { ...FOREIGN, aud: DEFAULT_RECEIVER, events: { [LOGOUT_EVENT]: {} }, ...change.claims }
  })
}

/** Mints a security event as Keycloak does: with a complex subject, and without `exp` and `sub`. */
export function mintSecurityEvent(
  mint: TokenMint,
  { event = 'session-revoked', sessionId = 'ALL', ...change }: SecurityEventChange = {}
): Promise<string> {
  const { iss, sub, iat } = { ...mint.claims(), ...change.claims }
  const user = { format: 'iss_sub', iss, sub }
  const session = { format: 'opaque', id: sessionId }
  const isSession = event === 'session-revoked'
  const uri = event.includes(':') ? event : `${CAEP}${event}`
  return mint.issue({
    ...change,
    header: { typ: 'secevent+jwt', ...change.header },
    claims: {
      ...FOREIGN,
      aud: DEFAULT_RECEIVER,
      sub_id: isSession ? { format: 'complex', user, session } : user,
      events: { [uri]: { event_timestamp: iat } },
      ...change.claims,
      exp: change.claims?.['exp'],
      sub: undefined
    }
  })
}

/** Claims of access tokens that no event token has. */
const FOREIGN: JsonObject = { client_id: undefined, scope: undefined }
