import type { Clock } from '../clock/clock.ts'
import type { AuthorizationServers } from '../issuers/authorization-servers.ts'
import type { RevokedTokens } from '../memory/open-revocations.ts'
import { resolveLogoutTokenOptions, resolveSecurityEventOptions } from '../options/receiver-rows.ts'
import { createReceiver } from './create-receiver.ts'
import type { ReceiveMessage } from './event-message.ts'
import { logoutTokens } from './logout-token.ts'
import type { LogoutTokenOptions, SecurityEventOptions } from './receiver-options.ts'
import { securityEvents } from './security-event.ts'

/** Receives messages of the trusted issuers about ended sessions. */
export interface Receivers {
  /**
   * Creates a function that receives logout tokens of the trusted issuers (OpenID Connect Back-Channel Logout
   * 1.0), for hosts without an adapter. Each token is verified by rules of its own and used once; then its
   * session or user is revoked as by `revoke`. The answer is 200; 400 for an invalid token, without effect;
   * 503 if the keys or a shared store are unavailable.
   *
   * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
   */
  receiveLogoutTokens(options: LogoutTokenOptions): ReceiveMessage
  /**
   * Creates a function that receives security events that a transmitter pushes (RFC 8935): `session-revoked`
   * and `credential-change` of CAEP 1.0 revoke tokens as by `revoke`, others are acknowledged. The answer is
   * 202; 400 with `err` and `description` for an invalid event, without effect; 503 if the keys or a shared
   * store are unavailable.
   *
   * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
   */
  receiveSecurityEvents(options: SecurityEventOptions): ReceiveMessage
}

/** What receivers depend on. */
export interface ReceiverSettings {
  readonly servers: Pick<AuthorizationServers, 'find'>
  readonly revocations: Pick<RevokedTokens, 'revoke'>
  readonly clock: Clock
}

/**
 * Opens the receivers of a protected resource.
 *
 * @param settings What they depend on.
 * @returns The functions that create them.
 */
export function openReceivers({ servers, revocations, clock }: ReceiverSettings): Receivers {
  const parts = {
    clock,
    findServer: servers.find,
    revoke: revocations.revoke
  }
  return {
    receiveLogoutTokens(options) {
      const resolved = resolveLogoutTokenOptions(options)
      return createReceiver(logoutTokens(resolved), resolved.replays, parts)
    },
    receiveSecurityEvents(options) {
      const resolved = resolveSecurityEventOptions(options)
      return createReceiver(securityEvents(resolved), resolved.replays, parts)
    }
  }
}
