import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createAnswer, type AnswerSettings } from './create-answer.ts'

/**
 * Gives a refusal the header fields of its answer, under the name `headers`: Express, Fastify and others take
 * them, and the status, from an error that a handler throws. They are made when somebody asks, and are not
 * enumerable, so that no log gets longer.
 *
 * @param error What was thrown; what is no refusal stays as it is.
 * @param settings How answers are made.
 * @returns The same.
 */
export function withAnswerHeaders(error: unknown, settings: AnswerSettings): unknown {
  if (!isProtectedResourceError(error)) return error
  return Object.defineProperty(error, 'headers', {
    configurable: true,
    get() {
      // The body is another's.
      const { 'Content-Length': _, 'Content-Type': __, ...headers } = createAnswer(error, settings).headers
      return headers
    }
  })
}
