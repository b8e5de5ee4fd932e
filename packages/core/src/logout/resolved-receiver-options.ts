import type { Store } from '../memory/store.ts'
import type { SecurityEventName } from './receiver-options.ts'

/** What both receivers have, with defaults filled in. */
export interface ResolvedReceiverOptions {
  readonly ends: 'session' | 'subject'
  /** Undefined for a memory of this process. */
  readonly replays: Store | undefined
}

/** `LogoutTokenOptions` with defaults filled in. */
export interface ResolvedLogoutTokenOptions extends ResolvedReceiverOptions {
  readonly clientIds: readonly string[]
}

/** `SecurityEventOptions` with defaults filled in. */
export interface ResolvedSecurityEventOptions extends ResolvedReceiverOptions {
  readonly audiences: readonly string[]
  readonly authorization: string | undefined
  readonly events: readonly SecurityEventName[]
}
