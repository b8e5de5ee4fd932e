import { ConfigurationError } from '../errors/configuration-error.ts'
import { mergeHints, type Hints } from '../errors/hints.ts'
import type { ResolvedKeyOptions } from '../keys/key-options.ts'
import { copyOptions, fillIn } from './copy-options.ts'
import type { ResolvedRevocationOptions, RevocationOptions } from '../memory/revocation-options.ts'
import {
  ISSUER_SPECIFIC_ROWS,
  KEY_ROWS,
  OWN_ROWS,
  RESOURCE_ROWS,
  REVOCATION_ROWS,
  type Resolved
} from './option-rows.ts'
import type {
  IssuerResolver,
  IssuerSpecificOptions,
  OptionsOfResource,
  ProtectedResourceOptions
} from './protected-resource-options.ts'
import { followImplied, type ImpliedScopes } from '../scopes/implied-scopes.ts'
import { resolveIssuer, type IssuerDefaults, type ResolvedIssuer } from './resolve-issuer.ts'
import { resolveMetadata, type ResolvedMetadata } from './resolve-metadata.ts'
import { resolveSenderConstraint, type ResolvedSenderConstraint } from './resolve-sender-constraint.ts'
import { validateOptions } from './validate-options.ts'

/** The resolved options of a protected resource. Frozen. */
export interface ResolvedOptions extends Omit<
  Resolved<OptionsOfResource>,
  | 'issuer'
  | 'issuers'
  | 'keys'
  | 'realm'
  | 'publicUrl'
  | 'dpop'
  | 'mutualTls'
  | 'metadata'
  | 'impliedScopes'
  | 'revocations'
> {
  /** The issuers that the options list; none if a resolver decides. */
  readonly issuers: readonly ResolvedIssuer[]
  /** Decides on issuers that the options do not list. */
  readonly resolver: IssuerResolver | undefined
  readonly issuerDefaults: IssuerDefaults
  readonly keys: ResolvedKeyOptions
  readonly revocations: ResolvedRevocationOptions | undefined
  readonly realm: string
  /** How tokens can be bound to their senders. */
  readonly senderConstraint: ResolvedSenderConstraint
  /** What metadata says, and where it is; undefined if it is off. */
  readonly metadata: ResolvedMetadata | undefined
  /** By scope, every scope that it implies. */
  readonly impliedScopes: ImpliedScopes
  /** Hints for refusals before the issuer is known. */
  readonly hints: Hints
}

/** The environment, for `explain`. */
export interface Environment {
  readonly [name: string]: string | undefined
}

/**
 * Validates options and fills in the defaults, once, at start.
 *
 * @param environment Environment variables; only `NODE_ENV` is read.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function resolveOptions(options: ProtectedResourceOptions, environment: Environment): ResolvedOptions {
  validateOptions(options, RESOURCE_ROWS)
  validateOptions(options.keys ?? {}, KEY_ROWS, 'keys.')
  if (options.revocations !== undefined) validateOptions(options.revocations, REVOCATION_ROWS, 'revocations.')
  const {
    issuer: _issuer,
    issuers: resolver,
    keys,
    realm,
    publicUrl: _publicUrl,
    dpop: _dpop,
    mutualTls: _mutualTls,
    revocations,
    ...resolved
  } = fillIn<OptionsOfResource>(options, OWN_ROWS)
  if (resolved.explain && environment['NODE_ENV'] === 'production') {
    throw new ConfigurationError(
      'explain',
      'option "explain" shows clients why they are refused: not allowed if NODE_ENV is "production"'
    )
  }
  const { clockToleranceSeconds, resource } = resolved
  const senderConstraint = resolveSenderConstraint(options)
  const { confirmable } = senderConstraint
  const metadata = resolveMetadata(options)
  const impliedScopes = followImplied(resolved.impliedScopes)
  const issuerDefaults = {
    shared: sharedOptions(options),
    clockToleranceSeconds,
    confirmable,
    impliedScopes,
    published: metadata && { resource: metadata.resource, metadataUrl: metadata.url }
  }
  const issuers = resolveIssuers(options, issuerDefaults)
  return Object.freeze({
    ...resolved,
    issuers,
    resolver: typeof resolver === 'function' ? resolver : undefined,
    issuerDefaults,
    senderConstraint,
    metadata,
    impliedScopes,
    keys: fillIn(keys, KEY_ROWS),
    revocations: revocations && resolveRevocations(revocations),
    realm: realm ?? resource ?? realmFromAudience(options),
    hints: mergeHints([options.hints ?? {}, ...issuers.map(({ hints }) => hints)])
  })
}

const HINT_LIST = 'option "revocations.list" is required: such as redisStores({ send }).revocations'

function resolveRevocations(revocations: RevocationOptions): ResolvedRevocationOptions {
  // JavaScript can omit it.
  const { list }: Partial<RevocationOptions> = revocations
  if (list === undefined) throw new ConfigurationError('revocations', HINT_LIST)
  return { ...fillIn(revocations, REVOCATION_ROWS), list }
}

function resolveIssuers(
  options: ProtectedResourceOptions,
  defaults: IssuerDefaults
): readonly ResolvedIssuer[] {
  const { issuer, issuers, jwksUri, jwks, introspection } = options
  if (issuer !== undefined && issuers !== undefined)
    throw new ConfigurationError('issuers', 'set either "issuer" or "issuers", not both')
  if (issuers !== undefined && (jwksUri !== undefined || jwks !== undefined))
    throw new ConfigurationError('jwksUri', KEYS_OF_ONE)
  if (issuers !== undefined && introspection !== undefined)
    throw new ConfigurationError('introspection', CREDENTIALS_OF_ONE)
  if (typeof issuers === 'function') return []
  const list = issuer === undefined ? issuers : [{ issuer }]
  if (list === undefined) throw new ConfigurationError('issuer', HINT_ISSUER)
  const resolved = list.flatMap((each) => resolveIssuer(each, defaults))
  const names = resolved.map((each) => each.issuer)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return resolved
  throw new ConfigurationError('issuers', `the issuer ${JSON.stringify(twice)} is in "issuers" twice`)
}

const HINT_ISSUER =
  'option "issuer" is required: the URL of the authorization server, exactly as in "iss" (or set OAUTH_ISSUER)'
const CREDENTIALS_OF_ONE = 'credentials are for one issuer only: set "introspection" inside "issuers"'
const KEYS_OF_ONE = 'a key is valid for one issuer only: set "jwksUri" or "jwks" inside "issuers"'

function sharedOptions(options: ProtectedResourceOptions): IssuerSpecificOptions {
  const shared = Object.entries(copyOptions(options)).filter(([name]) =>
    Object.hasOwn(ISSUER_SPECIFIC_ROWS, name)
  )
  return Object.fromEntries(shared)
}

/** The audience is public, and shows a client what to request. */
function realmFromAudience({ audience }: ProtectedResourceOptions): string {
  const [first] = typeof audience === 'object' && 'clientIds' in audience ? [] : [audience ?? []].flat()
  return first !== undefined && RESOURCE_ROWS.realm.rule(first) === undefined ? first : 'api'
}
