import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import { toError } from '../errors/to-error.ts'
import { publishRefusal, type Decision } from '../events/publish-refusal.ts'
import { headersWithoutBody } from './answer.ts'
import { createAnswer, type AnswerSettings } from './create-answer.ts'

/**
 * Publishes a refusal and throws it: the one exit of every refusal. Before that it gets the headers of its
 * answer, under the name `headers`: Express, Fastify and others copy them, and the status, from an error that
 * a handler throws. They are created on first use, and not enumerable, so that no log gets longer.
 *
 * @param error What was thrown. Anything but a refusal is thrown as it is.
 * @param settings Settings of answers.
 * @param decision What was decided about.
 * @throws {ProtectedResourceError} The refusal; always an object.
 */
export function refuse(error: unknown, settings: AnswerSettings, decision: Decision): never {
  publishRefusal(error, decision, settings.explain)
  throw toError(withAnswerHeaders(error, settings))
}

function withAnswerHeaders(error: unknown, settings: AnswerSettings): unknown {
  if (!isProtectedResourceError(error)) return error
  return Object.defineProperty(error, 'headers', {
    configurable: true,
    get: () => headersWithoutBody(createAnswer(error, settings))
  })
}
