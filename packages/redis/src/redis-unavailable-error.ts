/**
 * Why a command failed: `timeout`, no answer within the deadline; `busy`, too many commands wait for an
 * answer already; `connection`, the client could not send; or the first word of the error reply, such as
 * `OOM`, `READONLY`, `NOAUTH` or `CLUSTERDOWN`; `reply`, an answer that this package does not understand.
 */
export type RedisFailure = 'timeout' | 'busy' | 'connection' | 'reply' | (string & {})

/**
 * Redis is unavailable. Portcullis answers 503 with `Retry-After`, never 401. Holds neither the command nor
 * the text of the reply, since both can name users and sessions.
 */
export class RedisUnavailableError extends Error {
  /** Distinguishes this error from others, in logs. */
  override readonly name = 'RedisUnavailableError'
  /** Why. */
  readonly reason: RedisFailure

  /**
   * Creates the error, with a message made of the reason.
   *
   * @param reason Why Redis is unavailable.
   */
  constructor(reason: RedisFailure) {
    super(`Redis is unavailable: ${reason}`)
    this.reason = reason
  }
}
