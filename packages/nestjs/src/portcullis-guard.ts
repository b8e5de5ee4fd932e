import { Catch, Inject } from '@nestjs/common'
import type { ArgumentsHost, ExceptionFilter, ExecutionContext, OnModuleInit } from '@nestjs/common'
import { ApplicationConfig, ModuleRef, ModulesContainer } from '@nestjs/core'
import { ProtectedResourceError, type ProtectedResource } from '@portcullis/core'
import { protect, protectOnce } from '@portcullis/core/adapter'
import { admit, refuse, writeHead, type Call, type PlatformResponse } from './contexts/call.ts'
import { callOf } from './contexts/calls.ts'
import type { Application } from './contexts/gateways.ts'
import { createProtections, type HandlerProtection, type ProtectionOf } from './contexts/protections.ts'
import { PortcullisException } from './contexts/refusal.ts'
import { closeHandlers, getProtectedResourceToken, openHandlers } from './handlers.ts'
import { mistake } from './policy.ts'

/**
 * The global guard: every handler needs a valid token, unless it is public or optional. It knows HTTP,
 * GraphQL and WebSockets; in every other context of Nest, it throws if the handler is not public. Tests
 * replace it with `overrideProvider(PortcullisGuard)`.
 */
export class PortcullisGuard implements Application, ExceptionFilter, OnModuleInit {
  readonly #find: (name?: string) => ProtectedResource
  /** Returns how a method of a class is protected. */
  readonly protectionOf: ProtectionOf
  /** Requires that guards run for every protected handler, and lists their scopes in the metadata. */
  readonly onModuleInit: () => void

  /** Checks all handlers, and answers refusals that no exception filter of the application answers. */
  constructor(modules: ModulesContainer, config: ApplicationConfig, module: ModuleRef) {
    closeHandlers(modules, this)
    this.#find = (name) => module.get(getProtectedResourceToken(name), { strict: false })
    this.protectionOf = createProtections(this.#find)
    this.onModuleInit = () => openHandlers(modules, this.#find)
    // Nest calls the last filter first.
    config.getGlobalFilters().unshift(this)
  }

  /**
   * Admits a request or a message, or throws: a `PortcullisException` for a refused one, a
   * `ConfigurationError` in an unknown context.
   */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const protection = this.protectionOf(context.getClass(), context.getHandler())
    if (protection === undefined) return true
    const call = callOf(context)
    if (call !== undefined) return this.decide(call, protection)
    throw mistake(`is for "${context.getType()}": ${UNKNOWN}`, context.getClass(), context.getHandler().name)
  }

  /** Sends the answer to a refused request, or to a refusal that a handler throws. */
  catch(exception: PortcullisException | ProtectedResourceError, host: ArgumentsHost): void {
    const isThrown = 'answer' in exception
    const refusal = isThrown ? exception : new PortcullisException(this.#find().answer(exception), exception)
    if (host.getType() !== 'http') throw refusal
    const { status, headers, body } = refusal.answer
    const response = host.switchToHttp().getResponse<PlatformResponse>()
    writeHead(response, headers, status)
    ;(response.end ?? response.send).call(response, body)
  }

  /** Decides about a request, a message or a handshake; rejects with a `PortcullisException` for a refusal. */
  decide(call: Call, handler: HandlerProtection): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const protection = handler.calls?.(call, handler) ?? handler
      protect(call.isHttp ? protection : protectOnce(protection, call.subject), call.request(), {
        enter: (admission) => resolve(admit(call, admission)),
        answer: (answer, refusal) => reject(refuse(call, answer, refusal)),
        fail: reject
      })
    })
  }
}

for (const [index, token] of [ModulesContainer, ApplicationConfig, ModuleRef].entries())
  Inject(token)(PortcullisGuard, undefined, index)
Catch(PortcullisException, ProtectedResourceError)(PortcullisGuard)

const UNKNOWN = 'not protected: authenticate by other means, then decorate it with @Public()'
