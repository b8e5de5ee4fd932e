import { APPLICATION_CLAIMS } from '../claims/check-kind.ts'
import { PROFILES } from '../claims/profiles.ts'
import { systemClock } from '../clock/system-clock.ts'
import { isAbsoluteUri } from '../documents/is-absolute-uri.ts'
import { isAcceptableUrl, plainHttpHost } from '../documents/is-acceptable-url.ts'
import { ERROR_CODES } from '../errors/codes.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { ALGORITHM_NAMES } from '../jws/algorithms.ts'
import { KEY_DEFAULTS, type KeyOptions } from '../keys/key-options.ts'
import type { RevocationOptions } from '../memory/revocation-options.ts'
import { areImpliedScopes } from './implied-scopes-rule.ts'
import { didYouMean } from './did-you-mean.ts'
import {
  areAlgorithms,
  isFlag,
  isFunction,
  isTextList,
  isWithin,
  type OptionRow,
  type OptionRule
} from './option-rules.ts'
import { isPublicUrl, isTrueOrObject } from './sender-constraint-rows.ts'
import type {
  IssuerOptions,
  IssuerSpecificOptions,
  OptionsOfResource,
  ProtectedResourceOptions,
  WithoutDefault
} from './protected-resource-options.ts'

/** A row for each option: one without a row is refused as misspelled. */
export type OptionRows<Options> = {
  readonly [Name in keyof Required<Options>]: Name extends WithoutDefault
    ? OptionRow<undefined>
    : Required<OptionRow<Required<Options>[Name]>>
}

/** Options with their defaults filled in. */
export type Resolved<Options> = {
  readonly [Name in keyof Required<Options>]: Name extends WithoutDefault
    ? Required<Options>[Name] | undefined
    : Required<Options>[Name]
}

const isClaimPath = (value: unknown): boolean => isText(value) || isTextList(value)
const isClaimPaths: OptionRule = (value) =>
  Array.isArray(value) && value.every(isClaimPath)
    ? undefined
    : "must be a list of claim names, or of lists of names for nested claims: ['roles', ['realm_access', 'roles']]"

function isWhole(min: number, max: number): OptionRule {
  return (value) =>
    Number.isInteger(value) ? isWithin(min, max)(value) : `must be a whole number from ${min} to ${max}`
}

const isObject: OptionRule = (value) => (isJsonObject(value) ? undefined : 'must be an object')

/** Creates the rule for a value that is one of several words. */
export function isOneOf(...values: readonly string[]): OptionRule {
  return (value) =>
    typeof value === 'string' && values.includes(value) ? undefined : `must be one of: ${values.join(', ')}`
}

const isAudience: OptionRule = (value) => {
  if (isText(value) || isTextList(value)) return undefined
  const isBinding =
    isJsonObject(value) &&
    isTextList(value['clientIds']) &&
    (value['values'] === undefined || isTextList(value['values']))
  return isBinding
    ? undefined
    : 'must be a non-empty string, a non-empty list of them, or { clientIds: [...] }'
}

const isIssuer: OptionRule = (value) => (isText(value) ? undefined : 'must be a non-empty string')

/** Finds what a page or an example left to be filled in: `{yourDomain}` or `<your-domain>`. */
export function placeholderProblem(text: string): string | undefined {
  const placeholder = /\{[^}]*\}|<[^>]*>/.exec(text)?.[0]
  return placeholder === undefined
    ? undefined
    : `has the placeholder ${placeholder}: replace it with your own value`
}

/** The rule for a URL that documents are fetched from. */
export const isUrl: OptionRule = (value) => {
  if (!isText(value)) return URL_PROBLEM
  // Whether the host of a plain http URL is allowed is checked later: another option says so.
  const isUsable = isAcceptableUrl(value) || plainHttpHost(value) !== undefined
  return placeholderProblem(value) ?? (isUsable ? undefined : URL_PROBLEM)
}

const URL_PROBLEM = 'must be an https URL'

/** Exact hosts with ports: a pattern would allow more than its author sees. */
const areHttpHosts: OptionRule = (value) =>
  Array.isArray(value) &&
  value.every((host) => isText(host) && /^(?:[a-z\d._-]+|\[[a-f\d:]+\]):\d{1,5}$/.test(host))
    ? undefined
    : "must be a list of hosts with ports, in lower case and without http://: ['keycloak:8080']"

const isResource: OptionRule = (value) =>
  isText(value) && isAbsoluteUri(value) && !value.includes('#')
    ? undefined
    : 'must be an absolute URI without fragment'

/** What a `quoted-string` can hold. */
const isRealm: OptionRule = (value) =>
  isText(value) && /^[\x20-\x7e]+$/.test(value) ? undefined : 'must be a string of printable ASCII characters'

const areTokenLocations: OptionRule = (value) => {
  if (Array.isArray(value) && value.includes('query'))
    return "never accepts 'query', because URLs end up in logs"
  const isValid =
    Array.isArray(value) &&
    value.includes('header') &&
    value.every((location) => location === 'header' || location === 'body')
  return isValid ? undefined : "must be ['header'] or ['header', 'body']"
}

const isKeySet: OptionRule = (value) =>
  isJsonObject(value) && Array.isArray(value['keys']) && value['keys'].length > 0
    ? undefined
    : 'must be a JWK Set: an object with a non-empty array "keys"'

const areHints: OptionRule = (value) => {
  if (!isJsonObject(value) || !Object.values(value).every(isText)) return 'must be an object of strings'
  const unknown = Object.keys(value).find((code) => !Object.hasOwn(ERROR_CODES, code))
  return unknown === undefined
    ? undefined
    : `has no reason code ${JSON.stringify(unknown)}${didYouMean(unknown, Object.keys(ERROR_CODES))}`
}

const isClock: OptionRule = (value) =>
  typeof value === 'object' && value !== null && 'now' in value && 'monotonic' in value && 'schedule' in value
    ? undefined
    : 'must have the functions now, monotonic and schedule'

const areApplicationClaims: OptionRule = (value) =>
  Array.isArray(value) && value.every((name: unknown) => isText(name) && APPLICATION_CLAIMS.includes(name))
    ? undefined
    : `must be a list of some of: ${APPLICATION_CLAIMS.join(', ')}`

const isSchema: OptionRule = (value) =>
  (isJsonObject(value) || typeof value === 'function') &&
  '~standard' in value &&
  isStandard(value['~standard'])
    ? undefined
    : 'must be a Standard Schema of version 1, such as z.object({ tenant: z.string() }) of zod'

const isStandard = (value: unknown): boolean =>
  isJsonObject(value) && value['version'] === 1 && typeof value['validate'] === 'function'

const isList: OptionRule = (value) =>
  typeof value === 'object' && value !== null && 'append' in value && 'read' in value
    ? undefined
    : 'must have the functions append and read'

/** Options that can differ between issuers. */
export const ISSUER_SPECIFIC_ROWS: OptionRows<IssuerSpecificOptions> = {
  audience: { rule: isAudience },
  algorithms: { rule: areAlgorithms, default: ALGORITHM_NAMES },
  profile: { rule: isOneOf(...Object.keys(PROFILES)), default: 'jwt' },
  jwksUri: { rule: isUrl },
  jwks: { rule: isKeySet },
  dangerouslyAllowHttp: { rule: areHttpHosts, default: [] },
  maxTokenAgeSeconds: { rule: isWithin(1, Number.MAX_SAFE_INTEGER) },
  scopeClaims: { rule: isClaimPaths, default: ['scope', 'scp'] },
  permissionsClaims: { rule: isClaimPaths, default: ['permissions'] },
  rolesClaims: { rule: isClaimPaths, default: ['roles', ['realm_access', 'roles']] },
  clientIdClaims: { rule: isClaimPaths, default: ['client_id', 'azp', 'cid', 'appid'] },
  rejectMultipleAudiences: { rule: isFlag, default: false },
  idTokenMarkers: { rule: isClaimPaths, default: [] },
  accessTokenMarkers: { rule: isClaimPaths, default: [] },
  applicationClaims: { rule: areApplicationClaims, default: [] },
  dangerouslyAcceptIdTokens: { rule: isFlag, default: false },
  introspection: { rule: isObject },
  isMachine: { rule: isFunction },
  hints: { rule: areHints, default: {} }
}

/** `IssuerOptions`. */
export const ISSUER_ROWS: Readonly<Record<keyof IssuerOptions, OptionRow>> = {
  issuer: { rule: isIssuer },
  tenants: { rule: (value) => (isTextList(value) ? undefined : 'must be a non-empty list of tenant ids') },
  ...ISSUER_SPECIFIC_ROWS
}

/** Options that are the same for all issuers of a protected resource. */
export const OWN_ROWS: OptionRows<OptionsOfResource> = {
  issuer: { rule: isIssuer },
  issuers: {
    rule: (value) =>
      typeof value === 'function' || (Array.isArray(value) && value.length > 0)
        ? undefined
        : 'must be a non-empty list of issuers or a function'
  },
  clockToleranceSeconds: { rule: isWithin(0, 300), default: 30 },
  tokenLocations: { rule: areTokenLocations, default: ['header'] },
  maxTokenBytes: { rule: isWhole(256, 1024 * 1024), default: 16 * 1024 },
  keys: { rule: isObject, default: {} },
  tokenCacheSize: { rule: isWhole(0, 10_000_000), default: 10_000 },
  corsPreflight: { rule: isOneOf('refuse', 'pass'), default: 'refuse' },
  signatureThread: { rule: isOneOf('threadPool', 'mainThread'), default: 'threadPool' },
  realm: { rule: isRealm },
  resource: { rule: isResource },
  publicUrl: { rule: isPublicUrl },
  dpop: { rule: isTrueOrObject },
  mutualTls: { rule: isTrueOrObject },
  metadata: { rule: isObject },
  impliedScopes: { rule: areImpliedScopes, default: {} },
  // Read for each fetch, so that a later replacement of the global (a proxy agent, instrumentation) is used.
  fetch: { rule: isFunction, default: (url, init) => globalThis.fetch(url, init) },
  clock: { rule: isClock, default: systemClock },
  claims: { rule: isSchema },
  validate: { rule: isFunction },
  revocations: { rule: isObject },
  isRevoked: { rule: isFunction },
  explain: { rule: isFlag, default: false }
}

/** `ProtectedResourceOptions`. */
export const RESOURCE_ROWS: Readonly<Record<keyof ProtectedResourceOptions, OptionRow>> = {
  ...OWN_ROWS,
  ...ISSUER_SPECIFIC_ROWS
}

/** `KeyOptions`. */
export const KEY_ROWS: OptionRows<KeyOptions> = {
  ttlSeconds: { rule: isWithin(60, 86_400), default: KEY_DEFAULTS.ttlSeconds },
  staleIfErrorSeconds: { rule: isWithin(0, 86_400), default: KEY_DEFAULTS.staleIfErrorSeconds },
  fetchTimeoutSeconds: { rule: isWithin(0.1, 30), default: KEY_DEFAULTS.fetchTimeoutSeconds }
}

/** `RevocationOptions`. */
export const REVOCATION_ROWS: OptionRows<RevocationOptions> = {
  list: { rule: isList },
  maxLagSeconds: { rule: isWithin(1, 3600), default: 5 },
  onLag: { rule: isOneOf('refuse', 'serve'), default: 'refuse' },
  pollSeconds: { rule: isWithin(0.05, 60), default: 0.25 }
}
