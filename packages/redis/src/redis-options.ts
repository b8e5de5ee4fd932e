/**
 * Sends one command through your client and resolves to the reply; rejects for an error reply. The first word
 * is the name of the command, the second its only key. Examples:
 *
 * ```
 * node-redis: (command) => client.sendCommand(command)
 * ioredis:    ([name, ...words]) => client.call(name, ...words)
 * ```
 */
export type SendCommand = (command: [name: string, key: string, ...words: string[]]) => Promise<unknown>

/** How to reach Redis, and how long to wait for it. */
export interface RedisStoresOptions {
  /** Sends one command through your client. Needs Redis 6.2, Valkey 7.2 or newer. */
  readonly send: SendCommand
  /**
   * The beginning of every key; the same in all processes of one API. Two APIs on one Redis that must not
   * share revocations need two prefixes.
   *
   * @default 'portcullis'
   */
  readonly prefix?: string
  /**
   * The longest wait for one command, in seconds, from 0.01 to 30. Whatever the client does after that, the
   * request gets its answer: 503.
   *
   * @default 0.5
   */
  readonly deadlineSeconds?: number
}

/** Options with defaults filled in. */
export interface ResolvedRedisOptions {
  readonly send: SendCommand
  readonly prefix: string
  readonly deadlineSeconds: number
}

const NAMES: readonly string[] = ['send', 'prefix', 'deadlineSeconds']

/**
 * Validates the options and fills in the defaults.
 *
 * @param options The options.
 * @returns The options, complete.
 * @throws {TypeError} For an option that is unknown or invalid.
 */
export function resolveRedisOptions(options: RedisStoresOptions): ResolvedRedisOptions {
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  if (unknown !== undefined)
    throw new TypeError(`redisStores() has no option "${unknown}"; it has ${NAMES.join(', ')}`)
  const { send, prefix = 'portcullis', deadlineSeconds = 0.5 } = options
  if (typeof send !== 'function')
    throw new TypeError('option "send" must be a function that sends a command, such as client.sendCommand')
  if (typeof prefix !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(prefix))
    throw new TypeError('option "prefix" must be 1 to 100 printable ASCII characters without spaces')
  if (!(deadlineSeconds >= 0.01 && deadlineSeconds <= 30))
    throw new TypeError('option "deadlineSeconds" must be a number from 0.01 to 30')
  return { send, prefix, deadlineSeconds }
}
