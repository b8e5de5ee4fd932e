import { MetadataScanner, type ModulesContainer } from '@nestjs/core'
import { ConfigurationError, type ProtectedResource } from '@portcullis/core'
import { registerGuards } from '@portcullis/core/adapter'
import { guardClass, isBypassed, type Application } from './contexts/gateways.ts'
import { FIELD_GUARDS, isGuarded } from './contexts/resolvers.ts'
import { mistake, readPolicy, type Handler } from './policy.ts'

/**
 * Checks the decorators of all handlers, and guards those for which Nest runs no global guards.
 *
 * @throws {ConfigurationError} For a handler that is public and has a guard, and for a name that no module
 *   has.
 */
export function closeHandlers(modules: ModulesContainer, application: Application): void {
  for (const each of classesOf(modules)) {
    for (const { policy } of each.closed) requireResource(modules, policy.name)
    guardClass(each, application)
  }
}

/**
 * Requires that guards run for all handlers that are closed, and registers them at their protected resources.
 * The instances of all classes must exist.
 *
 * @throws {ConfigurationError} For fields of GraphQL if Nest runs no guards for fields, and for a gateway
 *   whose `handleConnection` is not a method.
 */
export function openHandlers(modules: ModulesContainer, find: (name?: string) => ProtectedResource): void {
  for (const { type, instance, closed } of classesOf(modules))
    for (const { name, method, policy } of closed) {
      if (!isGuarded(method, modules)) throw mistake(FIELD_GUARDS, type, name)
      if (isBypassed(name, instance)) throw mistake('make it a method of the class', type, name)
      registerGuards(find(policy.name), [policy.guard, policy.calls])
    }
}

/** The classes of controllers and providers, with their handlers that are not public. */
function classesOf(modules: ModulesContainer) {
  const places = [...modules.values()].flatMap(({ controllers, providers }) => [controllers, providers])
  const wrappers = places.flatMap((place) => [...place.values()])
  return wrappers.flatMap(({ metatype: type, isNotMetatype, instance }) => {
    const prototype: unknown = type?.prototype
    if (type === null || isNotMetatype || !(prototype instanceof Object)) return []
    const closed = new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
      const method = Reflect.get(prototype, name) as Handler
      const policy = readPolicy(type, method)
      return policy === undefined ? [] : [{ name, method, policy }]
    })
    return [{ type, prototype, instance: Object(instance) as object, closed }]
  })
}

/** Returns the injection token of a protected resource. Without a name, that of the default one. */
export function getProtectedResourceToken(name = 'default'): string {
  return `portcullis.${name}`
}

/**
 * Requires that one module has the name of a protected resource.
 *
 * @throws {ConfigurationError} If no module or more than one has it.
 */
export function requireResource(modules: ModulesContainer, name = 'default'): void {
  const found = [...modules.values()].filter((each) => each.providers.has(getProtectedResourceToken(name)))
  if (found.length !== 1) throw new ConfigurationError('PortcullisModule', `${name}: ${ONE_MODULE}`)
}

const ONE_MODULE = 'import PortcullisModule.forRoot(options) once, and once for each { name }'
