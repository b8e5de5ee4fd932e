import { environmentOptions } from './options/environment-options.ts'
import { refuseRequest } from './options/refuse-request.ts'
import { requireOwnMembers } from './options/require-own-members.ts'
import { validateChoices } from './options/validate-choices.ts'
import type { Environment } from './options/resolve-options.ts'
import { createProtectedResource, isProtectedResource, type ProtectedResource } from './protected-resource.ts'

/** What an adapter has beside the options of a protected resource. */
export interface AdapterOptions {
  /** Usually `process.env`. */
  readonly environment: Environment
  /** The adapter's own options, each of which is one of several words. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** Those that were given beside the source, where the source says nothing else. */
  readonly beside?: object
}

/** A protected resource for an adapter. */
export interface OpenedResource {
  /** The one that was given, or a new one. */
  readonly resource: ProtectedResource
  /** Whether it was made here, and is for the adapter to close. */
  readonly isOwn: boolean
  /** What was chosen of the adapter's own options. */
  readonly chosen: Readonly<Record<string, string>>
}

/**
 * Opens the protected resource that an adapter was given; for who writes an adapter. Where options name no
 * issuer or no audience, `OAUTH_ISSUER` and `OAUTH_AUDIENCE` do.
 *
 * @param source A protected resource that exists already, or options for one, with the adapter's own among
 *   them.
 * @param adapter What the adapter has beside.
 * @returns The protected resource, and what was chosen.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function openProtectedResource(source: object, adapter: AdapterOptions): OpenedResource {
  const { environment, choices = {}, beside = {} } = adapter
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

function chosenOf(
  given: object,
  choices: Readonly<Record<string, readonly string[]>>
): Record<string, string> {
  validateChoices(given, choices)
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
