import type { IntrospectionStore, RevocationList, Store } from '@portcullis/core'

/** What one process has of the stores that several processes share. */
export interface SharedStores {
  /** What can be used once. */
  readonly replays: Store
  /** Revoked tokens. */
  readonly revocations: RevocationList
  /** Answers of introspection. */
  readonly introspections: IntrospectionStore
}
