import { copyOptions } from '../options/copy-options.ts'
import { environmentOptions } from '../options/environment-options.ts'
import { refuseRequest } from '../options/refuse-request.ts'
import { requireOwnMembers } from '../options/require-own-members.ts'
import { validateEnumOptions, type EnumOptions, type EnumValues } from '../options/validate-choices.ts'
import type { Environment } from '../options/resolve-options.ts'
import {
  createProtectedResource,
  isProtectedResource,
  type ProtectedResource
} from '../protected-resource.ts'

/**
 * What an adapter has beside the options of a protected resource.
 *
 * @typeParam C The adapter's own options.
 */
export interface AdapterOptions<C extends EnumOptions> {
  /** Usually `process.env`. */
  readonly environment: Environment
  /** The adapter's own options, each of which is one of several words. */
  readonly choices: C
  /** Those that were given beside the source, where the source says nothing else. */
  readonly beside?: object
}

/**
 * A protected resource for an adapter.
 *
 * @typeParam C The adapter's own options.
 */
export interface OpenedResource<C extends EnumOptions> {
  /** The one that was given, or a new one. */
  readonly resource: ProtectedResource
  /** Whether it was made here, and is for the adapter to close. */
  readonly isOwn: boolean
  /** What was chosen of the adapter's own options. */
  readonly chosen: EnumValues<C>
}

/**
 * Opens the protected resource that an adapter was given: for authors of adapters. Where options name no
 * issuer or no audience, `OAUTH_ISSUER` and `OAUTH_AUDIENCE` do.
 *
 * @typeParam C The adapter's own options.
 * @param source A protected resource that exists already, or options for one, with the adapter's own among
 *   them.
 * @param adapter What the adapter has beside.
 * @returns The protected resource, and what was chosen.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function openProtectedResource<const C extends EnumOptions>(
  source: object,
  adapter: AdapterOptions<C>
): OpenedResource<C> {
  const { environment, choices, beside = {} } = adapter
  refuseRequest(source)
  const chosenBeside = chosenOf(beside, choices)
  if (isProtectedResource(source)) return { resource: source, isOwn: false, chosen: chosenBeside }
  requireOwnMembers(source, 'options')
  const entries = Object.entries(source)
  const isOwnOption = ([name]: [string, unknown]): boolean => Object.hasOwn(choices, name)
  const chosen = chosenOf(Object.fromEntries(entries.filter((entry) => isOwnOption(entry))), choices)
  const options = Object.fromEntries(entries.filter((entry) => !isOwnOption(entry)))
  const resource = createProtectedResource(environmentOptions(environment, options))
  return { resource, isOwn: true, chosen: { ...chosenBeside, ...chosen } }
}

function chosenOf<C extends EnumOptions>(given: object, choices: C): EnumValues<C> {
  validateEnumOptions(given, choices)
  return copyOptions(given)
}
