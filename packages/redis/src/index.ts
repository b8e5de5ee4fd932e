import { createConnection } from './create-connection.ts'
import { createIntrospections, type RedisIntrospections } from './create-introspections.ts'
import { createReplays, type RedisReplays } from './create-replays.ts'
import { createRevocationStream, type RedisRevocations } from './create-revocation-stream.ts'
import { resolveRedisOptions, type RedisStoresOptions } from './redis-options.ts'

export type { RedisIntrospections } from './create-introspections.ts'
export type { RedisReplays } from './create-replays.ts'
export type { RedisRevocations, RevocationPage } from './create-revocation-stream.ts'
export type { RevocationEntry } from './revocation-entry.ts'
export type { RedisStoresOptions, SendCommand } from './redis-options.ts'
export { RedisUnavailableError } from './redis-unavailable-error.ts'
export type { RedisFailure } from './redis-unavailable-error.ts'

/** What the processes of one API share through Redis. */
export interface RedisStores {
  /** Used keys: for the option `dpop.replays`. */
  readonly replays: RedisReplays
  /** Revoked tokens: for the option `revocations`. */
  readonly revocations: RedisRevocations
  /** Introspection responses: for the option `introspection.store`. */
  readonly introspections: RedisIntrospections
}

/**
 * Creates the stores that the processes of one API share through Redis or Valkey. Opens no connection: every
 * command goes through `send`. Works with one server, Sentinel and a cluster, since every command has exactly
 * one key.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource } from '@portcullis/core'
 * import { redisStores } from '@portcullis/redis'
 * import { Redis } from 'ioredis'
 *
 * const client = new Redis({ lazyConnect: true, maxRetriesPerRequest: 0 })
 * const stores = redisStores({ send: ([name, ...words]) => client.call(name, ...words) })
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com',
 *   revocations: { list: stores.revocations }
 * })
 * ```
 *
 * @param options How to send commands.
 * @returns The stores.
 * @throws {TypeError} For an option that is unknown or invalid.
 */
export function redisStores(options: RedisStoresOptions): RedisStores {
  const resolved = resolveRedisOptions(options)
  const send = createConnection(resolved)
  return {
    replays: createReplays(send, resolved.prefix),
    revocations: createRevocationStream(send, resolved.prefix),
    introspections: createIntrospections(send, resolved.prefix)
  }
}
