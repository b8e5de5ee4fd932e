import { createHash } from 'node:crypto'

/**
 * Creates the Redis key of an entry. The entry's own key is hashed, so that what clients send is neither
 * readable nor long in Redis. There is no hash tag: each command has one key, and a cluster spreads them.
 *
 * @param prefix The prefix of all keys.
 * @param kind What the entry is.
 * @param key The entry's own key.
 * @returns `prefix:kind:SHA-256`, in base64url.
 */
export function createKey(prefix: string, kind: string, key: string): string {
  return `${prefix}:${kind}:${createHash('sha256').update(key).digest('base64url')}`
}
