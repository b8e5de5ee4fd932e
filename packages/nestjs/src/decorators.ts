import { createParamDecorator } from '@nestjs/common'
import * as core from '@portcullis/core'
import { requireSenderConstrained } from '@portcullis/core'
import { optionalAdmission, toError, type GuardFamily } from '@portcullis/core/adapter'
import { callOf } from './contexts/calls.ts'
import { addGuards, DEMANDS, mistake, OPENNESS, reflector, RESOURCE } from './policy.ts'
import type { Handler, Openness, OptionalAuthOptions } from './policy.ts'

/** A decorator of classes and methods. */
export type HandlerDecorator = (target: object, name?: string | symbol, method?: { value?: unknown }) => void

/**
 * Takes the arguments of the function of this name in the core, and returns a decorator.
 *
 * @typeParam Name The name.
 */
export type Demand<Name extends keyof Guards> = (...args: Parameters<Guards[Name]>) => HandlerDecorator

type Guards = GuardFamily<object>

/**
 * Makes a method, or every method of a class, public: tokens are ignored. A class that extends the class
 * stays closed. Together with a guard, it is an error at start.
 *
 * @throws {ConfigurationError} Twice, or together with `@OptionalAuth()`.
 */
export const Public: () => HandlerDecorator = decorator(() => open({ kind: 'public' }))

/**
 * Admits requests without a token, as anonymous ones: `@Auth()` is undefined. An invalid token is refused;
 * with `onInvalidToken: 'anonymous'` it is treated as absent, and `request.authFailure` says why. A class
 * that extends a decorated class stays closed.
 *
 * @throws {ConfigurationError} For an unknown option, or together with `@Public()`.
 */
export const OptionalAuth: (options?: OptionalAuthOptions) => HandlerDecorator = decorator(
  (options: OptionalAuthOptions = {}) => open({ kind: 'optional', ...optionalAdmission(options) })
)

/**
 * Protects a method, or every method of a class, with the protected resource of this name, which
 * `PortcullisModule.forRoot(options, { name })` imports. A name that no module has is an error at start.
 */
export const ProtectedBy: (name: string) => HandlerDecorator = decorator((name = '') => RESOURCE(name))

/** Requires every one of the scopes. See `requireScopes` of the core. */
export const RequireScopes: Demand<'requireScopes'> = demand(core.requireScopes)

/** Requires at least one of the scopes. See `requireAnyScope` of the core. */
export const RequireAnyScope: Demand<'requireAnyScope'> = demand(core.requireAnyScope)

/** Requires every one of the permissions. See `requirePermissions` of the core. */
export const RequirePermissions: Demand<'requirePermissions'> = demand(core.requirePermissions)

/** Requires every one of the roles. See `requireRoles` of the core. */
export const RequireRoles: Demand<'requireRoles'> = demand(core.requireRoles)

/** Requires a claim. See `requireClaim` of the core. */
export const RequireClaim: Demand<'requireClaim'> = demand(core.requireClaim)

/** Requires how, and how recently, the user authenticated. See `requireAuthentication` of the core. */
export const RequireAuthentication: Demand<'requireAuthentication'> = demand(core.requireAuthentication)

/** Requires a token that is bound to its sender. See `requireSenderConstrained` of the core. */
export const RequireSenderConstrained: Demand<'requireSenderConstrained'> = demand(requireSenderConstrained)

/**
 * Requires any guard of the core, or all of several: `@Require(anyOf(requireRoles('a'),
 * requireScopes('b')))`.
 */
export const Require: Demand<'allOf'> = demand(core.allOf)

/**
 * The caller of the request as a parameter: `@Auth() auth: AuthContext`, or one member: `@Auth('subject')
 * subject: string`. Undefined for an anonymous caller, and on a public route.
 */
export const Auth: (member?: keyof core.AuthContext) => ParameterDecorator = createParamDecorator(
  (member: keyof core.AuthContext | undefined, context) => {
    const auth = callOf(context)?.subject.auth as core.AuthContext | undefined
    return member === undefined ? auth : auth?.[member]
  }
)

type Mark = (handler: Handler) => unknown

function demand<A extends unknown[]>(create: (...args: A) => core.Guard): (...args: A) => HandlerDecorator {
  return decorator((...args: A) => {
    const guard = create(...args)
    return (handler) => DEMANDS(addGuards(reflector.get(DEMANDS, handler), guard))(handler)
  })
}

function open(openness: Omit<Openness, 'owner'>): Mark {
  return (owner) => {
    if (reflector.get(OPENNESS, owner)?.owner === owner) throw new TypeError('is opened twice')
    OPENNESS({ ...openness, owner })(owner)
  }
}

/** Creates a decorator with arguments. Its errors name the class and the method. */
function decorator<A extends unknown[]>(create: (...args: A) => Mark): (...args: A) => HandlerDecorator {
  return (...args) =>
    (target, name, method) => {
      try {
        const handler = name === undefined ? target : method?.value
        if (typeof handler !== 'function') throw new TypeError('decorate a class or a method')
        create(...args)(handler)
      } catch (error) {
        throw mistake(toError(error).message, target, name)
      }
    }
}
