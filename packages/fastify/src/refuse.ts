import { toError, ProtectedResourceError, type ProtectedResource } from '@portcullis/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasErrorHandler } from './error-handlers.ts'

/** What Fastify gives to a hook, and the protected resource that decides. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly done: (error?: Error) => void
  readonly resource: ProtectedResource
}

/**
 * Refuses a request. Where the application or the route has an error handler, the refusal goes there as an
 * error whose status and header fields are set already, and the handler writes the body; else the finished
 * answer is sent. Everything that is no refusal goes the framework's way for errors.
 *
 * @param error What was thrown.
 * @param exchange Where it goes, and whose answer it is.
 */
export function refuse(error: unknown, { request, reply, done, resource }: Exchange): void {
  if (!(error instanceof ProtectedResourceError)) return done(toError(error))
  try {
    const { status, headers, body } = resource.answer(error)
    void reply.code(status).headers(headers)
    if (!hasErrorHandler(request)) return void reply.send(body)
    done(Object.assign(error, { statusCode: status }))
  } catch (fault) {
    done(toError(fault))
  }
}
