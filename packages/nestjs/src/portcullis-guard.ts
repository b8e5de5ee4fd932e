import { Catch, HttpException, Inject } from '@nestjs/common'
import type { ArgumentsHost, CanActivate, ExceptionFilter, ExecutionContext } from '@nestjs/common'
import { ApplicationConfig, ModuleRef, ModulesContainer } from '@nestjs/core'
import { fromNodeRequest, ProtectedResourceError } from '@portcullis/core'
import type { NodeRequest, ProtectedResource } from '@portcullis/core'
import * as adapter from '@portcullis/core/adapter'
import { closeHandlers, getProtectedResourceToken, requireHttp } from './handlers.ts'
import { readPolicy } from './policy.ts'

/**
 * A refused request. Status and headers of the answer are set on the response; an exception filter of the
 * application writes the body, and without one Portcullis does. `getResponse()` is the body of the answer,
 * empty if the request had no credentials. `cause` has the reason, for logs.
 */
export class PortcullisException extends HttpException {
  /** The finished answer. */
  readonly answer: adapter.Answer

  /** Status and message are those of the answer. An answer with metadata has no cause. */
  constructor(answer: adapter.Answer, cause?: ProtectedResourceError) {
    const body = cause?.oauthError && { error: cause.oauthError, error_description: cause.description }
    super(body ?? {}, answer.status, { cause })
    this.message = cause?.message ?? ''
    this.answer = answer
  }
}

/**
 * The global guard: every handler needs a valid token, unless it is public or optional. Of the contexts of
 * Nest it knows HTTP; in every other one, it throws if the handler is not public. Tests replace it with
 * `overrideProvider(PortcullisGuard)`.
 */
export class PortcullisGuard implements CanActivate, ExceptionFilter {
  readonly #find: (name?: string) => ProtectedResource

  /** Checks all handlers, and answers refusals that no exception filter of the application answers. */
  constructor(modules: ModulesContainer, config: ApplicationConfig, module: ModuleRef) {
    closeHandlers(modules)
    this.#find = (name) => module.get(getProtectedResourceToken(name), { strict: false })
    // Nest calls the last filter first.
    config.getGlobalFilters().unshift(this)
  }

  /**
   * Admits a request, or throws: a `PortcullisException` for a refused one, a `ConfigurationError` in a
   * context other than HTTP.
   */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = readPolicy(context.getClass(), context.getHandler())
    if (policy === undefined) return true
    return requireHttp(context) && admit({ ...policy, protectedResource: this.#find(policy.name) }, context)
  }

  /** Sends the answer to a refused request, or to a refusal that a handler throws. */
  catch(exception: PortcullisException | ProtectedResourceError, host: ArgumentsHost): void {
    const answer = 'answer' in exception ? exception.answer : this.#find().answer(exception)
    const response = writeHead(host, answer.headers, answer.status)
    ;(response.end ?? response.send).call(response, answer.body)
  }
}

for (const [index, token] of [ModulesContainer, ApplicationConfig, ModuleRef].entries())
  Inject(token)(PortcullisGuard, undefined, index)
Catch(PortcullisException, ProtectedResourceError)(PortcullisGuard)

function admit(protection: adapter.Protection, context: ExecutionContext): Promise<boolean> {
  // Fastify's request has that of Node as `raw`.
  const request = context.switchToHttp().getRequest<NodeRequest & { readonly raw?: NodeRequest }>()
  const { raw = request, body } = request
  return new Promise((resolve, reject) => {
    // The body is not an argument: then the request would be copied, without its socket.
    adapter.protect(protection, fromNodeRequest(raw === request ? raw : Object.assign(raw, { body })), {
      enter({ context: auth, failure: authFailure, headers }) {
        writeHead(context, headers)
        for (const each of [request, raw]) Object.assign(each, { auth, authFailure })
        resolve(true)
      },
      answer(answer, refusal) {
        // An exception filter of the application may write another body.
        const { 'Content-Length': _, 'Content-Type': __, ...headers } = answer.headers
        writeHead(context, headers, answer.status)
        reject(new PortcullisException(answer, refusal))
      },
      fail: reject
    })
  })
}

/** What the response of Express and the reply of Fastify have in common; only the first has `end`. */
type PlatformResponse = Record<'status' | 'header' | 'send', Method> & { readonly end?: Method }
type Method = (...args: unknown[]) => unknown

function writeHead(
  host: ArgumentsHost,
  headers: adapter.AnswerHeaders = {},
  status?: number
): PlatformResponse {
  const response = host.switchToHttp().getResponse<PlatformResponse>()
  if (status !== undefined) response.status(status)
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
  return response
}
