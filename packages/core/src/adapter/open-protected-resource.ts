import { environmentOptions } from '../options/environment-options.ts'
import { refuseRequest } from '../options/refuse-request.ts'
import { requireOwnMembers } from '../options/require-own-members.ts'
import { validateEnumOptions, type EnumOptions, type EnumValues } from '../options/validate-choices.ts'
import type { Environment } from '../options/resolve-options.ts'
import { createProtectedResource, isProtectedResource } from '../protected-resource.ts'
import { ON_INVALID_TOKEN } from './optional-admission.ts'
import type { Protection } from './protect.ts'

/**
 * What an adapter adds to the options of a protected resource.
 *
 * @typeParam C The adapter's own options.
 */
export interface AdapterOptions<C extends EnumOptions> {
  /** Usually `process.env`. */
  readonly environment: Environment
  /** The adapter's own options, each one of several words. */
  readonly choices: C
  /**
   * Whether requests without a token are admitted. Then `onInvalidToken` is among the adapter's own options.
   *
   * @default false
   */
  readonly allowAnonymous?: boolean
  /** The adapter's own options from a second argument; those of the source win. */
  readonly fallback?: object
}

/**
 * A protected resource that an adapter opened.
 *
 * @typeParam C The adapter's own options.
 */
export interface OpenedResource<C extends EnumOptions> {
  /**
   * How its routes are protected: closed defaults, and the values of the adapter's own options. No member is
   * inherited.
   */
  readonly protection: Protection & EnumValues<C>
  /** Whether the protected resource is new, so that the adapter closes it. */
  readonly ownsResource: boolean
}

/**
 * Opens the protected resource of an adapter, for authors of adapters. If the options name no issuer or no
 * audience, `OAUTH_ISSUER` and `OAUTH_AUDIENCE` do.
 *
 * @typeParam C The adapter's own options.
 * @param source A protected resource, or options for one with the adapter's own among them.
 * @param adapter What the adapter adds.
 * @returns How its routes are protected.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function openProtectedResource<const C extends EnumOptions>(
  source: object,
  { environment, choices: own, fallback = {}, allowAnonymous = false }: AdapterOptions<C>
): OpenedResource<C> {
  refuseRequest(source)
  const choices = allowAnonymous ? { ...ON_INVALID_TOKEN, ...own } : own
  const defaults = { onInvalidToken: 'refuse', guard: undefined, allowAnonymous } as const
  const chosen = { ...defaults, ...validateEnumOptions(fallback, choices) }
  if (isProtectedResource(source))
    return { protection: { ...chosen, protectedResource: source }, ownsResource: false }
  requireOwnMembers(source, 'options')
  const entries = Object.entries(source)
  const isChoice = ([name]: [string, unknown]): boolean => Object.hasOwn(choices, name)
  const chosenHere = validateEnumOptions(
    Object.fromEntries(entries.filter((entry) => isChoice(entry))),
    choices
  )
  const options = Object.fromEntries(entries.filter((entry) => !isChoice(entry)))
  const protectedResource = createProtectedResource(environmentOptions(environment, options))
  return { protection: { ...chosen, ...chosenHere, protectedResource }, ownsResource: true }
}
