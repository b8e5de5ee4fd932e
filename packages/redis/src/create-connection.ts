import { RedisUnavailableError } from './redis-unavailable-error.ts'
import type { ResolvedRedisOptions, SendCommand } from './redis-options.ts'

/**
 * How many commands may wait for an answer at the same time. Clients queue commands while the server is down;
 * without a bound the queue grows with every request.
 */
const MAX_PENDING = 1000

/** The word that an error reply begins with, such as `OOM` or `READONLY`. */
const ERROR_WORD = /^-?([A-Z][A-Z_]{1,30})(?: |$)/

/**
 * Puts a deadline and a bound on a function that sends commands. A reply after the deadline is ignored.
 *
 * @param options The function and the deadline.
 * @returns The same function; it rejects only with a `RedisUnavailableError`.
 */
export function createConnection({ send, deadlineSeconds }: ResolvedRedisOptions): SendCommand {
  let pending = 0
  const finish = (): void => {
    pending -= 1
  }
  return (command) =>
    new Promise((resolve, reject) => {
      if (pending >= MAX_PENDING) {
        reject(new RedisUnavailableError('busy'))
        return
      }
      pending += 1
      const timer = setTimeout(() => reject(new RedisUnavailableError('timeout')), deadlineSeconds * 1000)
      const reply = sendSafely(send, command)
      reply.then(finish, finish)
      reply
        .then(resolve, (error: unknown) => reject(new RedisUnavailableError(failureOf(error))))
        .finally(() => clearTimeout(timer))
    })
}

/** A client that throws instead of rejecting is the same outage. */
async function sendSafely(send: SendCommand, command: Parameters<SendCommand>[0]): Promise<unknown> {
  return await send(command)
}

function failureOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  return ERROR_WORD.exec(message)?.[1] ?? 'connection'
}
