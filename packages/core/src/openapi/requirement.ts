import type { AuthenticationGuard } from '../guards/guard.ts'
import type { Alternative } from './alternatives.ts'

/** One way to satisfy a guard, in full: what it requires of a token. Members that require nothing are absent. */
export interface OpenApiRequirement {
  /** Every one of these scopes. */
  readonly scopes?: readonly string[]
  /** Every one of these permissions. */
  readonly permissions?: readonly string[]
  /** Every one of these roles. */
  readonly roles?: readonly string[]
  /** These claims with a certain value, which the document does not show. */
  readonly claims?: readonly string[]
  /** How, and how recently, the user authenticated (RFC 9470). All of them apply. */
  readonly authentication?: readonly OpenApiAuthentication[]
  /** Whether the token must be bound to its client. */
  readonly senderConstrained?: true
}

/** An authentication that a guard requires. */
export interface OpenApiAuthentication {
  /** Acceptable authentication context classes; any, if absent. */
  readonly acr?: readonly string[]
  /** The greatest age, in seconds; any, if absent. */
  readonly maxAgeSeconds?: number
}

/** Creates the requirement of one alternative. Values of claims are left to the code. */
export function requirementOf({ scopes, others }: Alternative): OpenApiRequirement {
  const lists = {
    scopes,
    permissions: others.flatMap((guard) => (guard.kind === 'permissions' ? guard.all : [])),
    roles: others.flatMap((guard) => (guard.kind === 'roles' ? guard.all : [])),
    claims: others.flatMap((guard) => (guard.kind === 'claim' ? [guard.name] : [])),
    authentication: others.flatMap((guard) =>
      guard.kind === 'authentication' ? [authentication(guard)] : []
    )
  }
  const isBound = others.some(({ kind }) => kind === 'senderConstrained')
  const entries = Object.entries<readonly unknown[]>(lists)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]): [string, unknown] => [name, [...new Set(values)]])
  return { ...Object.fromEntries(entries), ...(isBound ? { senderConstrained: true } : {}) }
}

function authentication({ acr, maxAgeSeconds }: AuthenticationGuard): OpenApiAuthentication {
  return {
    ...(acr.length === 0 ? {} : { acr }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds })
  }
}

/**
 * Describes requirements in words, alternatives separated by "or"; undefined if any valid token satisfies
 * one.
 */
export function describeRequirements(requirements: readonly OpenApiRequirement[]): string | undefined {
  const texts = requirements.map((requirement) => parts(requirement).join(' and '))
  return texts.includes('') ? undefined : texts.join(', or ')
}

function parts(requirement: OpenApiRequirement): string[] {
  const { scopes, permissions, roles, claims, senderConstrained } = requirement
  return [
    ...named('scope', scopes),
    ...named('permission', permissions),
    ...named('role', roles),
    ...named('claim', claims),
    ...(requirement.authentication ?? []).flatMap(({ acr, maxAgeSeconds }) => [
      ...named('authentication context class', acr?.length === 1 ? acr : undefined),
      ...(acr !== undefined && acr.length > 1
        ? [`one of the authentication context classes ${acr.join(', ')}`]
        : []),
      ...(maxAgeSeconds === undefined ? [] : [`an authentication at most ${maxAgeSeconds} seconds ago`])
    ]),
    ...(senderConstrained === true ? ['a token that is bound to its client'] : [])
  ]
}

function named(noun: string, names: readonly string[] = []): string[] {
  return names.map((name) => `the ${noun} ${name}`)
}
