import type { Store } from '../memory/store.ts'

/** Options of the receivers of messages about ended sessions. */
export interface ReceiverOptions {
  /**
   * What a message that names a session and its user ends. `'session'`: tokens with the `sid` of the session.
   * `'subject'`: all tokens of the user that were issued until then, for authorization servers whose access
   * tokens have no `sid`.
   *
   * @default 'session'
   */
  readonly ends?: 'session' | 'subject'
  /**
   * Where the `jti` of each message is recorded, so that it is used once. Share it between processes, such as
   * `replays` of `redisStores()`.
   *
   * @default a memory of this process
   */
  readonly replays?: Store
}

/** How logout tokens are received (OpenID Connect Back-Channel Logout 1.0). */
export interface LogoutTokenOptions extends ReceiverOptions {
  /**
   * The ids of the clients at which users sign in: one of them must be in the `aud` of a logout token
   * (section 2.6).
   */
  readonly clientIds: readonly string[]
}

/** A security event that ends tokens (CAEP 1.0 sections 3.1 and 3.3). */
export type SecurityEventName = 'session-revoked' | 'credential-change'

/** How security events are received (RFC 8935, RFC 8417). */
export interface SecurityEventOptions extends ReceiverOptions {
  /** The identifier of this receiver: one of them must be in the `aud` of an event (RFC 8417 section 2.2). */
  readonly audience: string | readonly string[]
  /**
   * The value of the header `Authorization` that the transmitter was configured to send. Other requests are
   * refused.
   *
   * @default none is required: the signature of the event decides
   */
  readonly authorization?: string
  /**
   * The events that have an effect. All others are acknowledged.
   *
   * @default ['session-revoked', 'credential-change']
   */
  readonly events?: readonly SecurityEventName[]
}
