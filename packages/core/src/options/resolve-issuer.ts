import { PROFILES } from '../claims/profiles.ts'
import type { ClaimSettings } from '../claims/validate-claims.ts'
import type { ClaimMapping, PublishedResource } from '../context/create-auth-context.ts'
import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import type { ResolvedIntrospectionOptions } from '../introspection/introspection-options.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import { NOTHING_IMPLIED, type ImpliedScopes } from '../scopes/implied-scopes.ts'
import { copyOptions, fillIn } from './copy-options.ts'
import { resolveFapi } from './fapi.ts'
import { resolveIntrospection } from './introspection-rows.ts'
import { ISSUER_ROWS, ISSUER_SPECIFIC_ROWS, placeholderProblem, type Resolved } from './option-rows.ts'
import type { AudienceOption, IssuerOptions, IssuerSpecificOptions } from './protected-resource-options.ts'
import { requireAllowedHttp } from './require-allowed-http.ts'
import { validateOptions } from './validate-options.ts'

/** The resolved options of one authorization server. */
export interface ResolvedIssuer extends Pick<Resolved<IssuerSpecificOptions>, 'jwksUri' | 'jwks' | 'hints'> {
  /** `dangerouslyAllowHttp`. */
  readonly httpHosts: readonly string[]
  readonly issuer: string
  readonly algorithms: ReadonlySet<AlgorithmName>
  readonly claims: ClaimSettings
  readonly mapping: ClaimMapping
  readonly introspection: ResolvedIntrospectionOptions | undefined
}

/** What the protected resource sets for all of its issuers. */
export interface IssuerDefaults {
  readonly shared: IssuerSpecificOptions
  readonly clockToleranceSeconds: number
  /** The members of `cnf` that the resource verifies. Default: none. */
  readonly confirmable?: ReadonlySet<string>
  /** Default: no scope implies another one. */
  readonly impliedScopes?: ImpliedScopes
  /** Undefined if the resource has no metadata. */
  readonly published?: PublishedResource | undefined
}

const TENANT = '{tenantid}'

/**
 * Resolves the options of one authorization server; with `tenants`, one for each of them.
 *
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function resolveIssuer(options: IssuerOptions, defaults: IssuerDefaults): readonly ResolvedIssuer[] {
  validateOptions(options, ISSUER_ROWS, 'issuers.')
  const { issuer, tenants, ...own } = options
  if (issuer === undefined)
    throw new ConfigurationError('issuer', 'every member of "issuers" needs an "issuer"')
  const specific: IssuerSpecificOptions = { ...defaults.shared, ...copyOptions(own) }
  return expandTenants(issuer, tenants).map((name) =>
    resolveOne(name, fillIn(specific, ISSUER_SPECIFIC_ROWS), defaults)
  )
}

function expandTenants(issuer: string, tenants: readonly string[] | undefined): readonly string[] {
  const isTemplate = issuer.includes(TENANT)
  if (isTemplate && tenants !== undefined)
    return tenants.map((tenant) => issuer.replaceAll(TENANT, () => tenant))
  if (!isTemplate && tenants === undefined) return [issuer]
  const remedy = isTemplate
    ? `list the tenants that you trust: issuers: [{ issuer: '…${TENANT}…', tenants: [...] }]`
    : `"tenants" needs ${TENANT} in "issuer"`
  throw new ConfigurationError('tenants', remedy)
}

function resolveOne(
  issuer: string,
  resolved: Resolved<IssuerSpecificOptions>,
  { clockToleranceSeconds, confirmable = NOTHING, impliedScopes = NOTHING_IMPLIED, published }: IssuerDefaults
): ResolvedIssuer {
  const { audience, algorithms, profile, jwksUri, jwks, hints, introspection: asked, ...others } = resolved
  const { dangerouslyAllowHttp: httpHosts, ...own } = others
  const mapping = { ...own, impliedScopes, published }
  validateIssuer(issuer, jwksUri !== undefined || jwks !== undefined, httpHosts)
  if (jwksUri !== undefined)
    requireAllowedHttp({ option: 'jwksUri', name: 'option "jwksUri"', url: jwksUri }, httpHosts)
  const introspection = asked && resolveIntrospection(asked)
  if (introspection?.endpoint !== undefined)
    requireAllowedHttp(
      { option: 'introspection', name: 'option "introspection.endpoint"', url: introspection.endpoint },
      httpHosts
    )
  if (jwksUri !== undefined && jwks !== undefined)
    throw new ConfigurationError('jwks', 'set either "jwks" or "jwksUri", not both')
  const expected = { ...mapping, ...resolveAudience(audience), clockToleranceSeconds, confirmable }
  const claims = { checks: PROFILES[profile], expected }
  const allowed =
    profile === 'fapi2' ? resolveFapi({ algorithms, clockToleranceSeconds, confirmable }) : algorithms
  const keys = { algorithms: new Set(allowed), jwksUri, jwks, httpHosts }
  return Object.freeze({ issuer, ...keys, claims, mapping, hints, introspection })
}

const NOTHING: ReadonlySet<string> = new Set()

/**
 * With keys, an issuer is only a name, and can be any string: some are not URLs, and AD FS writes one with
 * plain http. Otherwise its URL leads to the metadata (RFC 8414 section 2).
 */
function validateIssuer(issuer: string, hasKeys: boolean, httpHosts: readonly string[]): void {
  const placeholder = placeholderProblem(issuer)
  if (placeholder !== undefined) throw new ConfigurationError('issuer', `option "issuer" ${placeholder}`)
  if (hasKeys) return
  requireAllowedHttp({ option: 'issuer', name: 'option "issuer"', url: issuer }, httpHosts)
  if (isAcceptableUrl(issuer, httpHosts) && !issuer.includes('?')) return
  throw new ConfigurationError(
    'issuer',
    `option "issuer" must be an https URL without query and fragment, exactly as in "iss"; for one that is not a URL, set "jwksUri" too`
  )
}

function resolveAudience(audience: AudienceOption | undefined): {
  audiences: ReadonlySet<string>
  clientIds: ReadonlySet<string> | undefined
} {
  if (audience === undefined) throw new ConfigurationError('audience', HINT_AUDIENCE)
  if (typeof audience === 'string') return { audiences: new Set([audience]), clientIds: undefined }
  return 'clientIds' in audience
    ? { audiences: new Set(audience.values), clientIds: new Set(audience.clientIds) }
    : { audiences: new Set(audience), clientIds: undefined }
}

const HINT_AUDIENCE =
  'option "audience" is required: the identifier of this API that the authorization server puts into "aud" (or set OAUTH_AUDIENCE)'
