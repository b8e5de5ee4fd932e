import { createKey } from './create-key.ts'
import type { SendCommand } from './redis-options.ts'
import { RedisUnavailableError } from './redis-unavailable-error.ts'

/** Shares introspection responses (RFC 7662) between processes. */
export interface RedisIntrospections {
  /**
   * Reads an answer.
   *
   * @param key The key: a digest of the token, never the token.
   * @returns The answer, or undefined if there is none.
   * @throws {RedisUnavailableError} If Redis does not answer in time, or with an error.
   */
  get(key: string): Promise<string | undefined>
  /**
   * Stores an answer, replacing an earlier one.
   *
   * @param key The key: a digest of the token, never the token.
   * @param value The answer.
   * @param untilSeconds When Redis drops it, in seconds since 1970.
   * @throws {RedisUnavailableError} If Redis does not answer in time, or with an error.
   */
  set(key: string, value: string, untilSeconds: number): Promise<void>
}

/**
 * Creates the shared cache of introspection answers: `GET` and `SET PXAT`.
 *
 * @param send Sends commands within the deadline.
 * @param prefix The prefix of all keys.
 * @returns The cache.
 */
export function createIntrospections(send: SendCommand, prefix: string): RedisIntrospections {
  return {
    async get(key) {
      const reply = await send(['GET', createKey(prefix, 'introspection', key)])
      if (reply === null) return undefined
      if (typeof reply === 'string') return reply
      throw new RedisUnavailableError('reply')
    },
    async set(key, value, untilSeconds) {
      const until = String(Math.ceil(untilSeconds * 1000))
      await send(['SET', createKey(prefix, 'introspection', key), value, 'PXAT', until])
    }
  }
}
