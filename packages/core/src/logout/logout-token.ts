import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { readClaim } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import { mediaTypeOf, readParameter, readText, type EventMessage } from './event-message.ts'
import { readLogoutTarget, revocationFor } from './event-target.ts'
import type { MessageKind } from './message-kind.ts'
import { logoutAnswers } from './message-answers.ts'
import type { ResolvedLogoutTokenOptions } from './resolved-receiver-options.ts'

/** The member of `events` that makes a JWT a logout token. */
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * Creates what is particular to logout tokens (OpenID Connect Back-Channel Logout 1.0 sections 2.4 to 2.8).
 *
 * @param options The options.
 * @returns The kind of message.
 */
export function logoutTokens({ clientIds, ends }: ResolvedLogoutTokenOptions): MessageKind {
  return {
    source: 'logout_token',
    rules: { type: 'logout+jwt', audiences: new Set(clientIds), mustExpire: true },
    answers: logoutAnswers,
    readToken: readLogoutToken,
    effectsOf({ claims, issuer, issuedAt }) {
      requireLogout(claims)
      const revocation = revocationFor(readLogoutTarget(claims), { ends, issuer, issuedUntil: issuedAt })
      return [{ event: 'logout', revocation }]
    }
  }
}

async function readLogoutToken(message: EventMessage): Promise<string> {
  const isForm = mediaTypeOf(message) === 'application/x-www-form-urlencoded'
  const form = isForm ? ((await readText(message)) ?? message.body) : undefined
  const token = readParameter(form, 'logout_token')
  if (token !== undefined) return token
  throw new ProtectedResourceError('token_malformed', { hint: HINT_FORM })
}

/** Other members of `events` may be there: Keycloak writes a boolean. */
function requireLogout(claims: JsonObject): void {
  const events = readClaim(claims, 'events')
  if (!isJsonObject(events) || !isJsonObject(readClaim(events, LOGOUT_EVENT)))
    throw new ProtectedResourceError('claim_malformed', { hint: HINT_EVENTS, cause: { claim: 'events' } })
  if (readClaim(claims, 'nonce') !== undefined)
    throw new ProtectedResourceError('claim_malformed', { hint: HINT_NONCE, cause: { claim: 'nonce' } })
}

const HINT_FORM =
  'the request must be a form (application/x-www-form-urlencoded) with exactly one parameter "logout_token"'
const HINT_EVENTS = `"events" of a logout token must have the member "${LOGOUT_EVENT}", an object`
const HINT_NONCE = 'a logout token must not have "nonce": this is an ID token'
