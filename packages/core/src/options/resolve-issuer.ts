import { ALGORITHM_NAMES } from '../jws/algorithms.ts'
import type { ClaimPath } from '../json/claim-path.ts'
import { PROFILES } from '../claims/profiles.ts'
import type { ClaimSettings } from '../claims/validate-claims.ts'
import type { ClaimMapping } from '../context/create-auth-context.ts'
import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import type { Hints } from '../errors/hints.ts'
import { ISSUER_RULES } from './option-rules.ts'
import type {
  AudienceOption,
  IssuerOptions,
  IssuerSpecificOptions,
  JwkSetOption
} from './protected-resource-options.ts'
import { validateOptions } from './validate-options.ts'
import { copyOptions } from './copy-options.ts'

/** Everything that is known beforehand about one authorization server. */
export interface ResolvedIssuer {
  readonly issuer: string
  readonly algorithms: ReadonlySet<string>
  readonly jwksUri: string | undefined
  readonly jwks: JwkSetOption | undefined
  readonly claims: ClaimSettings
  readonly mapping: ClaimMapping
  readonly hints: Hints
}

/** What the protected resource says for all of its issuers. */
export interface IssuerDefaults {
  readonly shared: IssuerSpecificOptions
  readonly clockToleranceSeconds: number
}

const SCOPE_CLAIMS: readonly ClaimPath[] = ['scope', 'scp']
const PERMISSIONS_CLAIMS: readonly ClaimPath[] = ['permissions']
const ROLES_CLAIMS: readonly ClaimPath[] = ['roles', ['realm_access', 'roles']]
const CLIENT_ID_CLAIMS: readonly ClaimPath[] = ['client_id', 'azp', 'cid', 'appid']
const TENANT = '{tenantid}'

/**
 * Resolves the options of one authorization server; with `tenants`, one for each of them.
 *
 * @param options The options.
 * @param defaults What holds where they are silent.
 * @returns The issuers.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function resolveIssuer(options: IssuerOptions, defaults: IssuerDefaults): readonly ResolvedIssuer[] {
  validateOptions(options, ISSUER_RULES, 'issuers.')
  const { issuer, tenants, ...own } = options
  if (issuer === undefined)
    throw new ConfigurationError('issuer', 'every member of "issuers" needs an "issuer"')
  // Without a prototype: what a defect elsewhere adds to all objects is no option.
  const bare = Object.create(null) as object
  const specific: IssuerSpecificOptions = Object.assign(bare, defaults.shared, copyOptions(own))
  return expandTenants(issuer, tenants).map((name) =>
    resolveOne(name, specific, defaults.clockToleranceSeconds)
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
  specific: IssuerSpecificOptions,
  clockToleranceSeconds: number
): ResolvedIssuer {
  const { jwksUri, jwks, algorithms = ALGORITHM_NAMES, profile = 'jwt', hints = {} } = specific
  validateIssuer(issuer, jwksUri !== undefined || jwks !== undefined)
  if (jwksUri !== undefined && jwks !== undefined) {
    throw new ConfigurationError('jwks', 'give either "jwks" or "jwksUri", not both')
  }
  const mapping = resolveMapping(specific)
  const expected = {
    ...resolveAudience(specific.audience),
    clockToleranceSeconds,
    maxTokenAgeSeconds: specific.maxTokenAgeSeconds,
    rejectMultipleAudiences: specific.rejectMultipleAudiences ?? false,
    acceptIdTokens: specific.dangerouslyAcceptIdTokens ?? false,
    idTokenMarkers: specific.idTokenMarkers ?? [],
    accessTokenMarkers: specific.accessTokenMarkers ?? [],
    clientIdClaims: mapping.clientIdClaims,
    scopeClaims: mapping.scopeClaims
  }
  const claims = { checks: PROFILES[profile], expected }
  return Object.freeze({ issuer, algorithms: new Set(algorithms), jwksUri, jwks, claims, mapping, hints })
}

function resolveMapping(specific: IssuerSpecificOptions): ClaimMapping {
  return {
    scopeClaims: specific.scopeClaims ?? SCOPE_CLAIMS,
    permissionsClaims: specific.permissionsClaims ?? PERMISSIONS_CLAIMS,
    rolesClaims: specific.rolesClaims ?? ROLES_CLAIMS,
    clientIdClaims: specific.clientIdClaims ?? CLIENT_ID_CLAIMS,
    isMachine: specific.isMachine
  }
}

/**
 * Where keys are given, an issuer may be any string: some are no URLs at all. Else metadata is found by it
 * (RFC 8414 section 2).
 */
function validateIssuer(issuer: string, hasKeys: boolean): void {
  const isHttp = issuer.startsWith('http://')
  if (hasKeys && !isHttp) return
  if (isAcceptableUrl(issuer) && !issuer.includes('?')) return
  throw new ConfigurationError(
    'issuer',
    isHttp
      ? `option "issuer" must be an https URL (http is accepted on the loopback interface only)`
      : `option "issuer" must be an https URL without query and fragment, exactly as it stands in "iss"; for one that is no URL, set "jwksUri" too`
  )
}

function resolveAudience(audience: AudienceOption | undefined): {
  audiences: ReadonlySet<string>
  clientIds: ReadonlySet<string> | undefined
} {
  if (audience === undefined) {
    throw new ConfigurationError(
      'audience',
      'option "audience" is required: the identifier of this API that the authorization server puts into "aud" (or set OAUTH_AUDIENCE)'
    )
  }
  if (typeof audience === 'string') return { audiences: new Set([audience]), clientIds: undefined }
  if (isBinding(audience))
    return { audiences: new Set(audience.values), clientIds: new Set(audience.clientIds) }
  return { audiences: new Set(audience), clientIds: undefined }
}

function isBinding(audience: AudienceOption): audience is Extract<AudienceOption, { clientIds: unknown }> {
  return typeof audience === 'object' && 'clientIds' in audience
}
