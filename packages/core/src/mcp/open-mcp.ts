import {
  openProtectedResource,
  type AdapterOptions,
  type OpenedResource
} from '../adapter/open-protected-resource.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { requireScopes } from '../guards/create-guards.ts'
import type { Guard } from '../guards/guard.ts'
import type { EnumOptions } from '../options/validate-choices.ts'
import type { ProtectedResourceOptions } from '../options/protected-resource-options.ts'
import { createCallGuard, type CallRequirement, type GuardFor } from './call-guard.ts'

/** Options of `mcpAuth`: those of a protected resource, maybe from a preset. */
export interface McpOptions extends Omit<ProtectedResourceOptions, 'audience'> {
  /**
   * What the `aud` of tokens names, at a server that does not name `resource` there.
   *
   * @default `resource`
   */
  readonly audience?: ProtectedResourceOptions['audience']
  /**
   * The URL of the MCP server as clients know it, with its path: `https://mcp.example.com/mcp`. Clients
   * request tokens for it, so it is the default of `audience`, too. An https URL; http is accepted on the
   * loopback interface. Scheme and host are written in lower case.
   */
  readonly resource: string
  /**
   * Scopes that every request needs. The 401 names them, so that clients request them first.
   *
   * @default none
   */
  readonly scopes?: readonly string[]
}

/**
 * A protected MCP server that an adapter opened.
 *
 * @typeParam C The adapter's own options.
 */
export interface OpenedMcp<C extends EnumOptions> extends Pick<OpenedResource<C>, 'protection'> {
  /** The guard of every request; undefined if a token is enough. */
  readonly base: Guard | undefined
  /** Creates the guards of calls. Their scopes are in the metadata from then on. */
  readonly createGuard: (requirement: CallRequirement) => GuardFor
}

/** The header that lets pages of other origins read the challenge and the session, with its value. */
export const EXPOSED_HEADERS = ['Access-Control-Expose-Headers', 'WWW-Authenticate, Mcp-Session-Id'] as const

/**
 * Opens the protected resource of an MCP server, for authors of adapters: metadata is on, and the default of
 * the audience is the resource.
 *
 * @typeParam C The adapter's own options.
 * @param options Options for the server, with the adapter's own among them.
 * @param adapter What the adapter adds.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function openMcp<const C extends EnumOptions>(
  options: McpOptions,
  adapter: AdapterOptions<C>
): OpenedMcp<C> {
  const { scopes = [], ...others } = options
  // JavaScript can pass anything.
  const scopesGiven: unknown = scopes
  if (!Array.isArray(scopesGiven)) throw new ConfigurationError('scopes', HINT_SCOPES)
  const [first, ...more] = scopes
  const base = first === undefined ? undefined : requireScopes(first, ...more)
  const { protection } = openProtectedResource(toResourceOptions(others), adapter)
  if (base !== undefined) protection.protectedResource.registerGuard(base)
  return {
    protection: { ...protection, challengeFor: base },
    base,
    createGuard(requirement) {
      const { guards, guardFor } = createCallGuard(base === undefined ? [] : [base], requirement)
      for (const guard of guards) protection.protectedResource.registerGuard(guard)
      return guardFor
    }
  }
}

/**
 * Creates the options of the protected resource of an MCP server, for authors of adapters: metadata is on,
 * and the default of the audience is the resource.
 *
 * @param options Options for the server; the base scopes are for the guards.
 * @throws {ConfigurationError} Without a resource.
 */
export function toResourceOptions({
  resource,
  audience,
  metadata = {},
  ...others
}: Omit<McpOptions, 'scopes'>): ProtectedResourceOptions {
  // JavaScript can pass anything.
  const given: unknown = resource
  if (typeof given !== 'string') throw new ConfigurationError('resource', HINT_RESOURCE)
  const identifier = given.replace(SCHEME_AND_HOST, (origin) => origin.toLowerCase())
  return { ...others, resource: identifier, audience: audience ?? spellingsOf(identifier), metadata }
}

const SCHEME_AND_HOST = /^[^/?#]*\/\/[^/?#]*/

/** A host without a path and with the path `/` are one URL (RFC 9110 section 4.2.3): clients send either. */
function spellingsOf(resource: string): string | string[] {
  const root = /^[^/?#]*\/\/[^/?#]+/.exec(resource)?.[0]
  return root !== undefined && (resource === root || resource === `${root}/`) ? [root, `${root}/`] : resource
}

const HINT_RESOURCE =
  'mcpAuth() needs "resource": the URL of the MCP server as clients know it, such as https://mcp.example.com/mcp'
const HINT_SCOPES = 'option "scopes" must be a list of the scopes that every request needs'
