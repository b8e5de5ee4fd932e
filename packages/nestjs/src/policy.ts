import { Reflector, type ReflectableDecorator } from '@nestjs/core'
import { allOf, ConfigurationError, type Guard } from '@portcullis/core'
import type { AdmissionOptions, Protection } from '@portcullis/core/adapter'
import type { Call } from './contexts/call.ts'

/** A class, or one of its methods. */
export type Handler = Parameters<Reflector['get']>[1]

/** Options of `@OptionalAuth()`. */
export type OptionalAuthOptions = Pick<AdmissionOptions, 'onInvalidToken'>

/**
 * That a class or a method needs no token: public ones ignore tokens, optional ones verify them. The owner is
 * what was decorated: classes inherit metadata, and must not inherit this.
 */
export type Openness = OptionalAuthOptions & Readonly<{ kind: 'public' | 'optional'; owner: Handler }>

/** Reads the metadata of decorators. */
export const reflector: Reflector = new Reflector()

/** The guard of a class or a method. A class has that of the class that it extends, too. */
export const DEMANDS: ReflectableDecorator<Guard | undefined> = Reflector.createDecorator()

/** What opens a class or a method. */
export const OPENNESS: ReflectableDecorator<Openness> = Reflector.createDecorator()

/** The name of the protected resource of a class or a method. */
export const RESOURCE: ReflectableDecorator<string> = Reflector.createDecorator()

/** Returns how a call is protected, given how its method is. Its guard is what a call can require at most. */
export type CallDemand = { guard: Guard | undefined } & ((call: Call, given: Protection) => Protection)

/** What a method requires in addition, which depends on the call. */
export const CALLS: ReflectableDecorator<CallDemand | undefined> = Reflector.createDecorator()

/** How a method is protected. */
export type Policy = Omit<Protection, 'protectedResource'> &
  Readonly<{ name: string | undefined; calls: CallDemand | undefined }>

/**
 * Reads how a method is protected; undefined if it is public. What its class and the method require adds up.
 * A method that is public or optional wins over its class.
 *
 * @throws {ConfigurationError} For a method that is public and has a guard.
 */
export function readPolicy(type: Handler, method: Handler): Policy | undefined {
  const ofClass = reflector.get(OPENNESS, type)
  const openness = reflector.get(OPENNESS, method) ?? (ofClass?.owner === type ? ofClass : undefined)
  const guard = addGuards(reflector.get(DEMANDS, type), reflector.get(DEMANDS, method))
  const calls = reflector.get(CALLS, method)
  const isPublic = openness?.kind === 'public'
  if (isPublic && (guard ?? calls) !== undefined) throw mistake(PUBLIC_WITH_GUARD, type, method.name)
  if (isPublic) return undefined
  const name = reflector.getAllAndOverride(RESOURCE, [method, type])
  return { ...openness, allowAnonymous: openness !== undefined, guard, name, calls }
}

const PUBLIC_WITH_GUARD = 'is public and has a guard, on the method or its class: remove one of them'

/** Requires one guard and another one; each can be missing. */
export function addGuards(first: Guard | undefined, second: Guard | undefined): Guard | undefined {
  return first && second ? allOf(first, second) : (first ?? second)
}

/** Creates the error for a wrong class or method, which names it. */
export function mistake(message: string, target: object, method?: string | symbol): ConfigurationError {
  const { name } = typeof target === 'function' ? target : target.constructor
  const where = method ? `${name}.${String(method)}` : name
  return new ConfigurationError(where, `${where}: ${message}`)
}
