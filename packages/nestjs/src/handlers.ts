import { UseGuards, type ExecutionContext } from '@nestjs/common'
import { MetadataScanner, type ModulesContainer } from '@nestjs/core'
import { ConfigurationError } from '@portcullis/core'
import { mistake, readPolicy, reflector, type Handler } from './policy.ts'

/**
 * Checks the decorators of all handlers, and closes those of messages: global guards do not run for them in
 * an application that serves HTTP, too.
 *
 * @throws {ConfigurationError} For a handler that is public and has a guard, for a name that no module has,
 *   and for a WebSocket gateway that is not public: no guard runs before its `handleConnection`.
 */
export function closeHandlers(modules: ModulesContainer): void {
  const places = [...modules.values()].flatMap(({ controllers, providers }) => [controllers, providers])
  for (const { metatype: type, isNotMetatype } of places.flatMap((place) => [...place.values()])) {
    const prototype: unknown = type?.prototype
    if (type === null || isNotMetatype || !(prototype instanceof Object)) continue
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const method = Reflect.get(prototype, name) as Handler
      const policy = readPolicy(type, method)
      if (policy === undefined) continue
      requireResource(modules, policy.name)
      // Metadata of Nest: a gateway for WebSockets, and the pattern of a message.
      if (reflector.get<unknown>('websockets:is_gateway', type)) throw mistake(UNPROTECTED, type)
      const isMessage = reflector.get<unknown>('microservices:pattern', method) !== undefined
      if (isMessage) UseGuards({ canActivate: requireHttp })(prototype, name, { value: method })
    }
  }
}

/** Throws for every context of Nest but HTTP. */
export function requireHttp(context: ExecutionContext): true {
  const type = context.getType<string>()
  if (type === 'http') return true
  throw mistake(`is for "${type}": ${UNPROTECTED}`, context.getClass(), context.getHandler().name)
}

const UNPROTECTED = 'only HTTP is protected: authenticate by other means, then decorate it with @Public()'

/** Returns the injection token of a protected resource. Without a name, that of the default one. */
export function getProtectedResourceToken(name?: string): string {
  return `portcullis.${name ?? 'default'}`
}

/**
 * Requires that one module has the name of a protected resource.
 *
 * @throws {ConfigurationError} If no module or more than one has it.
 */
export function requireResource(modules: ModulesContainer, name?: string): void {
  const token = getProtectedResourceToken(name)
  const found = [...modules.values()].filter(({ providers }) => providers.has(token))
  if (found.length !== 1)
    throw new ConfigurationError('PortcullisModule', `${name ?? 'default'}: ${ONE_MODULE}`)
}

const ONE_MODULE = 'import PortcullisModule.forRoot(options) once, and once for each { name }'
