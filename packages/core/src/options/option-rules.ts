import { ALGORITHM_NAMES, isAlgorithmName } from '../jws/algorithms.ts'
import { PROFILES } from '../claims/profiles.ts'
import { isAbsoluteUri } from '../documents/is-absolute-uri.ts'
import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
import { ERROR_CODES } from '../errors/codes.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { KeyOptions } from '../keys/key-options.ts'
import { didYouMean } from './did-you-mean.ts'
import type {
  IssuerOptions,
  IssuerSpecificOptions,
  ProtectedResourceOptions
} from './protected-resource-options.ts'

/** Says what an option must be, or undefined where the value will do. */
export type OptionRule = (value: unknown) => string | undefined

/** A rule for each option, and for nothing else: one without a rule would be refused as misspelt. */
export type OptionRules<Options> = { readonly [Name in keyof Required<Options>]: OptionRule }

const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isText)
const isClaimPath = (value: unknown): boolean => isText(value) || isTextList(value)
const isFunction: OptionRule = (value) => (typeof value === 'function' ? undefined : 'must be a function')
const isFlag: OptionRule = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')
const isClaimPaths: OptionRule = (value) =>
  Array.isArray(value) && value.every(isClaimPath)
    ? undefined
    : "must be a list of claim names, or of lists of names for nested claims: ['roles', ['realm_access', 'roles']]"

function isWithin(min: number, max: number): OptionRule {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`
  return (value) =>
    typeof value === 'number' && value >= min && value <= max ? undefined : `must be a number ${range}`
}

function isWhole(min: number, max: number): OptionRule {
  return (value) =>
    Number.isInteger(value) ? isWithin(min, max)(value) : `must be a whole number from ${min} to ${max}`
}

/**
 * Makes the rule that a value is one of several words.
 *
 * @param values The words.
 * @returns The rule.
 */
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

const areAlgorithms: OptionRule = (value) => {
  if (!isTextList(value)) return 'must be a non-empty list of algorithm names'
  const wrong = (value as readonly string[]).find((name) => !isAlgorithmName(name))
  if (wrong === undefined) return undefined
  const reason = /^(HS|none$)/i.test(wrong) ? 'is never allowed for access tokens' : 'is not a JWS algorithm'
  return `${JSON.stringify(wrong)} ${reason}; choose among ${ALGORITHM_NAMES.join(', ')}`
}

const isIssuer: OptionRule = (value) => (isText(value) ? undefined : 'must be a non-empty string')

const isUrl: OptionRule = (value) =>
  isText(value) && isAcceptableUrl(value)
    ? undefined
    : 'must be an https URL (http is accepted on the loopback interface only)'

const isResource: OptionRule = (value) =>
  isText(value) && isAbsoluteUri(value) && !value.includes('#')
    ? undefined
    : 'must be an absolute URI without fragment'

/** `quoted-string` can carry these. */
const isRealm: OptionRule = (value) =>
  isText(value) && /^[\x20-\x7e]+$/.test(value) ? undefined : 'must be a string of printable ASCII characters'

const areTokenLocations: OptionRule = (value) => {
  if (Array.isArray(value) && value.includes('query')) return "never takes 'query': URLs end up in logs"
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

/** Rules of the options that may differ between issuers. */
export const ISSUER_SPECIFIC_RULES: OptionRules<IssuerSpecificOptions> = {
  audience: isAudience,
  algorithms: areAlgorithms,
  profile: isOneOf(...Object.keys(PROFILES)),
  jwksUri: isUrl,
  jwks: isKeySet,
  maxTokenAgeSeconds: isWithin(1, Number.MAX_SAFE_INTEGER),
  scopeClaims: isClaimPaths,
  permissionsClaims: isClaimPaths,
  rolesClaims: isClaimPaths,
  clientIdClaims: isClaimPaths,
  rejectMultipleAudiences: isFlag,
  idTokenMarkers: isClaimPaths,
  accessTokenMarkers: isClaimPaths,
  dangerouslyAcceptIdTokens: isFlag,
  isMachine: isFunction,
  hints: areHints
}

/** Rules of `IssuerOptions`. */
export const ISSUER_RULES: OptionRules<IssuerOptions> = {
  issuer: isIssuer,
  tenants: (value) => (isTextList(value) ? undefined : 'must be a non-empty list of tenant ids'),
  ...ISSUER_SPECIFIC_RULES
}

/** Rules of `ProtectedResourceOptions`. */
export const RESOURCE_RULES: OptionRules<ProtectedResourceOptions> = {
  issuer: isIssuer,
  issuers: (value) =>
    typeof value === 'function' || (Array.isArray(value) && value.length > 0)
      ? undefined
      : 'must be a non-empty list of issuers or a function',
  clockToleranceSeconds: isWithin(0, 300),
  tokenLocations: areTokenLocations,
  maxTokenBytes: isWhole(256, 1024 * 1024),
  keys: (value) => (isJsonObject(value) ? undefined : 'must be an object'),
  tokenCacheSize: isWhole(0, 10_000_000),
  signatureThread: isOneOf('threadPool', 'mainThread'),
  realm: isRealm,
  resource: isResource,
  fetch: isFunction,
  clock: isClock,
  validate: isFunction,
  isRevoked: isFunction,
  explain: isFlag,
  ...ISSUER_SPECIFIC_RULES
}

/** Rules of `KeyOptions`. */
export const KEY_RULES: OptionRules<KeyOptions> = {
  ttlSeconds: isWithin(60, 86_400),
  staleIfErrorSeconds: isWithin(0, 86_400),
  fetchTimeoutSeconds: isWithin(0.1, 30)
}
