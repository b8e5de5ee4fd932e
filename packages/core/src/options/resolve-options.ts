import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system-clock.ts'
import type { AuthContext } from '../context/auth-context.ts'
import type { TokenLocation } from '../credentials/credentials.ts'
import type { Fetch } from '../documents/fetch-document.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { mergeHints, type Hints } from '../errors/hints.ts'
import { KEY_DEFAULTS, type ResolvedKeyOptions } from '../keys/key-options.ts'
import type { SignatureThread } from '../jws/signature-input.ts'
import { ISSUER_SPECIFIC_RULES, KEY_RULES, RESOURCE_RULES } from './option-rules.ts'
import type {
  IssuerOptions,
  IssuerResolver,
  IssuerSpecificOptions,
  ProtectedResourceOptions
} from './protected-resource-options.ts'
import { resolveIssuer, type IssuerDefaults, type ResolvedIssuer } from './resolve-issuer.ts'
import { validateOptions } from './validate-options.ts'
import { copyOptions } from './copy-options.ts'

/** Options with everything decided. Frozen. */
export interface ResolvedOptions {
  /** The issuers that are known beforehand; none where a resolver knows them. */
  readonly issuers: readonly ResolvedIssuer[]
  /** Knows further issuers. */
  readonly resolver: IssuerResolver | undefined
  readonly issuerDefaults: IssuerDefaults
  readonly clockToleranceSeconds: number
  readonly tokenLocations: readonly TokenLocation[]
  readonly maxTokenBytes: number
  readonly keys: ResolvedKeyOptions
  readonly tokenCacheSize: number
  readonly signatureThread: SignatureThread
  readonly realm: string
  readonly fetch: Fetch
  readonly clock: Clock
  readonly validate: ((context: AuthContext) => boolean | Promise<boolean>) | undefined
  readonly isRevoked: ((context: AuthContext) => boolean | Promise<boolean>) | undefined
  readonly explain: boolean
  /** Hints for refusals that come before the issuer is known. */
  readonly hints: Hints
}

/** The environment, for `explain`. */
export interface Environment {
  readonly [name: string]: string | undefined
}

/**
 * Validates options and fills in the defaults, once, at start, where a person is watching.
 *
 * @param options The options.
 * @param environment Environment variables; only `NODE_ENV` is looked at.
 * @returns The resolved options.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function resolveOptions(options: ProtectedResourceOptions, environment: Environment): ResolvedOptions {
  validateOptions(options, RESOURCE_RULES)
  const given = { ...DEFAULTS, ...copyOptions(options) }
  const { clockToleranceSeconds, explain } = given
  if (explain && environment['NODE_ENV'] === 'production') {
    throw new ConfigurationError(
      'explain',
      'option "explain" tells callers why they are refused: not where NODE_ENV is "production"'
    )
  }
  const issuerDefaults = { shared: sharedOptions(options), clockToleranceSeconds }
  const issuers = resolveIssuers(options, issuerDefaults)
  return Object.freeze({
    ...given,
    issuers,
    resolver: typeof options.issuers === 'function' ? options.issuers : undefined,
    issuerDefaults,
    keys: resolveKeyOptions(options),
    realm: options.realm ?? options.resource ?? realmFromAudience(options),
    hints: mergeHints([options.hints ?? {}, ...issuers.map(({ hints }) => hints)])
  })
}

const DEFAULTS = {
  clockToleranceSeconds: 30,
  tokenLocations: ['header'],
  maxTokenBytes: 16 * 1024,
  tokenCacheSize: 10_000,
  signatureThread: 'threadPool',
  // Looked up when it is needed, so that what replaces the global later (a proxy agent, instrumentation) is used.
  fetch: (url, init) => globalThis.fetch(url, init),
  clock: systemClock,
  validate: undefined,
  isRevoked: undefined,
  explain: false
} satisfies Partial<ResolvedOptions>

function resolveIssuers(
  options: ProtectedResourceOptions,
  defaults: IssuerDefaults
): readonly ResolvedIssuer[] {
  const { issuer, issuers } = options
  if (issuer === undefined && issuers === undefined) {
    throw new ConfigurationError(
      'issuer',
      'option "issuer" is required: the URL of the authorization server, exactly as it stands in "iss" (or set OAUTH_ISSUER)'
    )
  }
  if (issuer !== undefined && issuers !== undefined) {
    throw new ConfigurationError('issuers', 'give either "issuer" or "issuers", not both')
  }
  if (issuers !== undefined && (options.jwksUri !== undefined || options.jwks !== undefined)) {
    throw new ConfigurationError(
      'jwksUri',
      'a key is good for one issuer only: give "jwksUri" or "jwks" inside "issuers"'
    )
  }
  if (typeof issuers === 'function') return []
  const list: readonly IssuerOptions[] = issuer === undefined ? (issuers ?? []) : [{ issuer }]
  const resolved = list.flatMap((each) => resolveIssuer(each, defaults))
  const names = resolved.map((each) => each.issuer)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw new ConfigurationError('issuers', `the issuer ${JSON.stringify(twice)} stands in "issuers" twice`)
  return resolved
}

function sharedOptions(options: ProtectedResourceOptions): IssuerSpecificOptions {
  const shared = Object.entries(copyOptions(options)).filter(([name]) =>
    Object.hasOwn(ISSUER_SPECIFIC_RULES, name)
  )
  return Object.fromEntries(shared)
}

function resolveKeyOptions({ keys = {} }: ProtectedResourceOptions): ResolvedKeyOptions {
  validateOptions(keys, KEY_RULES, 'keys.')
  return {
    ttlSeconds: keys.ttlSeconds ?? KEY_DEFAULTS.ttlSeconds,
    staleIfErrorSeconds: keys.staleIfErrorSeconds ?? KEY_DEFAULTS.staleIfErrorSeconds,
    fetchTimeoutSeconds: keys.fetchTimeoutSeconds ?? KEY_DEFAULTS.fetchTimeoutSeconds
  }
}

/** The audience is public, and tells a client what to ask for. */
function realmFromAudience({ audience }: ProtectedResourceOptions): string {
  const first =
    typeof audience === 'string'
      ? audience
      : Array.isArray(audience)
        ? (audience as readonly string[])[0]
        : undefined
  return first !== undefined && /^[\x20-\x7e]+$/.test(first) ? first : 'api'
}
