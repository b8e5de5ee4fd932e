import { subscribe } from '#events'
import { describeRefusal } from './describe-refusal.ts'
import type { RequestRefused } from './events.ts'

/**
 * The part of a logger that `logRefusals` needs: pino (also Fastify's `app.log`), winston, `console` and
 * others have it.
 */
export interface RefusalLogger {
  /** Writes refusals that are the fault of the request: 400, 401 and 403. */
  info(first: never, second?: never): unknown
  /** Writes server-side failures: 503. */
  warn(first: never, second?: never): unknown
}

/**
 * Writes each refusal in this process to a logger, in one line with the request, status, code, hint and the
 * page that documents the code: with the level `info`, and `warn` for a 503. Structured loggers also get the
 * members of `RequestRefused` except `cause`: those with a `child` function as the first argument (pino),
 * those with `transports` as the second (winston). Never logs a token, a claim value or a query string.
 *
 * @example
 *
 * ```ts
 * import { logRefusals } from '@portcullis/core'
 *
 * const stop = logRefusals(console) // or pino, app.log of Fastify, winston
 * process.once('SIGTERM', stop)
 * ```
 *
 * @param logger The logger.
 * @returns A function that ends it.
 */
export function logRefusals(logger: RefusalLogger): () => void {
  const isWinston = 'transports' in logger
  const isPino = !isWinston && 'child' in logger
  return subscribe((event) => {
    if (event.type !== 'request_refused') return
    const line = `portcullis ${describeRefusal(event)}`
    const { type: _, cause: __, ...details } = event
    const parameters: readonly unknown[] = isPino ? [details, line] : isWinston ? [line, details] : [line]
    write(logger, event, parameters)
  })
}

function write(logger: RefusalLogger, { status }: RequestRefused, parameters: readonly unknown[]): void {
  const level = status === 503 ? 'warn' : 'info'
  Reflect.apply(logger[level], logger, parameters)
}
