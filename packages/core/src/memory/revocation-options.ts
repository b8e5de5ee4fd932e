import type { RevocationList } from './revocation-list.ts'

/** How this process follows a list of revocations that several processes share. */
export interface RevocationOptions {
  /** The list, such as `revocations` of `redisStores()`. */
  readonly list: RevocationList
  /**
   * The age, in seconds, up to which the list is current. From 1 to 3600.
   *
   * @default 5
   */
  readonly maxLagSeconds?: number
  /**
   * What happens to requests if the list is older. `'refuse'`: 503, since a token could have been revoked.
   * `'serve'`: requests continue with the revocations that this process has read, even if it has none.
   *
   * @default 'refuse'
   */
  readonly onLag?: 'refuse' | 'serve'
  /**
   * The pause between two reads, in seconds. From 0.05 to 60.
   *
   * @default 0.25
   */
  readonly pollSeconds?: number
}

/** The same with defaults filled in. */
export type ResolvedRevocationOptions = Required<RevocationOptions>
