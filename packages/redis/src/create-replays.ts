import { createKey } from './create-key.ts'
import type { SendCommand } from './redis-options.ts'
import { RedisUnavailableError } from './redis-unavailable-error.ts'

/** Records what can be used only once, such as the `jti` of a DPoP proof (RFC 9449 section 11.1). */
export interface RedisReplays {
  /**
   * Adds a key unless it is there, in one atomic step: if several processes add the same key, only one gets
   * true.
   *
   * @param key The key, of any length.
   * @param untilSeconds When Redis may drop it, in seconds since 1970.
   * @returns Whether the key is new.
   * @throws {RedisUnavailableError} If Redis does not answer in time, or with an error.
   */
  add(key: string, untilSeconds: number): Promise<boolean>
}

/**
 * Creates the memory of used keys: one `SET key 1 NX PXAT` for each.
 *
 * @param send Sends commands within the deadline.
 * @param prefix The prefix of all keys.
 * @returns The memory.
 */
export function createReplays(send: SendCommand, prefix: string): RedisReplays {
  return {
    async add(key, untilSeconds) {
      const until = String(Math.ceil(untilSeconds * 1000))
      const reply = await send(['SET', createKey(prefix, 'replay', key), '1', 'NX', 'PXAT', until])
      if (reply === null) return false
      if (reply === 'OK') return true
      throw new RedisUnavailableError('reply')
    }
  }
}
