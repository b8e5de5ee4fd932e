import { UseFilters, UseGuards, type CanActivate } from '@nestjs/common'
import type { NodeRequest } from '@portcullis/core'
import { closeConnection, fromConnection, type Connection } from '@portcullis/core/adapter'
import type { Handler } from '../policy.ts'
import { MessageFilter, PortcullisException } from './refusal.ts'
import { logger, type Call } from './call.ts'
import type { HandlerProtection, ProtectionOf } from './protections.ts'

/** A client of a gateway. That of socket.io has the request of its handshake. */
export type Client = Connection & { request?: NodeRequest; handshake?: { readonly auth: unknown } }

/** Decides for one application. */
export interface Application extends CanActivate {
  /** Resolves to true for a call that is admitted; rejects for every other one. */
  decide(call: Call, protection: HandlerProtection): Promise<boolean>
  readonly protectionOf: ProtectionOf
}

/** The application of each class: if several have it, the last one. */
const APPLICATIONS: WeakMap<object, Application> = new WeakMap()

/** Requests of handshakes: `ws` passes them to `handleConnection` only. */
const HANDSHAKES = new WeakMap<Client, NodeRequest>()

/** Returns what a client of a gateway asks for. */
export function ofClient(client: Client): Call {
  const { request = HANDSHAKES.get(client), handshake } = client
  return { subject: client, request: () => fromConnection(request, handshake?.auth), socket: client }
}

/** Global guards run for messages in some versions and kinds of applications only. */
const GUARD: CanActivate = {
  canActivate(context) {
    if (context.getType() === 'http') return true
    return APPLICATIONS.get(context.getClass())?.canActivate(context) ?? false
  }
}

/** A class with handlers that are not public. */
export interface ClosedClass {
  readonly type: Handler
  readonly prototype: object
  readonly closed: readonly { readonly name: string; readonly method: Handler }[]
}

/**
 * Guards what the global guard does not run for: messages, and handshakes of gateways. The decorators of a
 * class are changed once.
 */
export function guardClass({ type, prototype, closed }: ClosedClass, application: Application): void {
  const isNew = !APPLICATIONS.has(type)
  APPLICATIONS.set(type, application)
  if (!isNew || closed.length === 0) return
  for (const { name, method: value } of closed)
    if (MESSAGES.some((key) => Reflect.hasMetadata(key, value))) UseGuards(GUARD)(prototype, name, { value })
  if (Reflect.hasMetadata('websockets:is_gateway', type)) guardHandshakes(type, prototype)
}

const MESSAGES = ['websockets:message_mapping', 'microservices:pattern']

/** Authenticates handshakes of a gateway before its `handleConnection`. */
function guardHandshakes(type: Handler, prototype: object): void {
  UseFilters(new MessageFilter())(type)
  const handle = Reflect.get(prototype, HANDSHAKE) as Handler | undefined
  const value = async function (this: object, client: Client, request?: NodeRequest): Promise<void> {
    if (request !== undefined) HANDSHAKES.set(client, request)
    if (await isAdmitted(this.constructor, handle ?? value, client)) handle?.call(this, client, request)
  }
  Object.defineProperty(prototype, HANDSHAKE, { configurable: true, writable: true, value })
}

async function isAdmitted(type: Handler, method: Handler, client: Client): Promise<boolean> {
  const application = APPLICATIONS.get(type)
  const protection = application?.protectionOf(type, method)
  // A class that Nest does not know is not public: its handshakes are refused.
  if (application === undefined || protection === undefined) return application !== undefined
  try {
    return await application.decide(ofClient(client), protection)
  } catch (error) {
    const isRefusal = error instanceof PortcullisException
    if (!isRefusal) logger.error(error)
    closeConnection(client, isRefusal ? error.getStatus() : 500, isRefusal ? error.message : '')
    return false
  }
}

/** Returns whether the handshake of a gateway bypasses its class, whose method is the one that is guarded. */
export const isBypassed = (name: string, instance: object): boolean =>
  name === HANDSHAKE && Object.hasOwn(instance, name)

const HANDSHAKE = 'handleConnection'
