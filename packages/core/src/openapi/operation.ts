import { ConfigurationError } from '../errors/configuration-error.ts'
import { isGuard, type Guard, type HasGuard } from '../guards/guard.ts'
import { isText } from '../json/is-text.ts'
import { isProtectedResource } from '../protected-resource.ts'
import { allOf } from '../guards/create-guards.ts'
import { alternativesOf, type Alternative } from './alternatives.ts'
import { describeRequirements, requirementOf, type OpenApiRequirement } from './requirement.ts'

/** Security Requirement Object of OpenAPI 3: the name of a scheme, and scopes. An empty one requires nothing. */
export type OpenApiSecurityRequirement = Readonly<Record<string, readonly string[]>>

/** The names of the security schemes in a document. */
export interface OpenApiOptions {
  /**
   * The names of the schemes, one for each issuer: a token of any of them is valid.
   *
   * @default ['oauth2']
   */
  readonly schemes?: readonly string[]
}

/** Options of `openApiOperation`. */
export interface OpenApiOperationOptions extends OpenApiOptions {
  /**
   * Whether requests without a token are admitted. A guard refuses them nevertheless.
   *
   * @default false
   */
  readonly allowAnonymous?: boolean
}

/** Response Object of OpenAPI 3 for a refusal. */
export interface OpenApiResponse {
  /** When clients get it. */
  readonly description: string
  /** The headers of the answer. */
  readonly headers: Readonly<Record<string, OpenApiHeader>>
}

/** Header Object of OpenAPI 3. */
export interface OpenApiHeader {
  /** The schema: a string. */
  readonly schema: Readonly<Record<'type', 'string'>>
}

/** Members of an Operation Object of OpenAPI 3 that say how the operation is protected. */
export interface OpenApiOperation {
  /** Alternatives; empty if the operation is public. */
  readonly security: readonly OpenApiSecurityRequirement[]
  /** In full what a token needs, one for each alternative. Absent if scopes say everything. */
  readonly 'x-requirements'?: readonly OpenApiRequirement[]
  /** The refusals, by status; absent if the operation is public. */
  readonly responses?: Readonly<Record<string, OpenApiResponse>>
}

/**
 * Returns the security requirements of a guard, for the member `security` of an operation: requirements that
 * apply together are one object, and alternatives are several objects. It can express only scopes;
 * `openApiOperation` describes roles, permissions, claims and authentication, too.
 *
 * @example
 *
 * ```ts
 * import { requireScopes } from '@portcullis/core'
 * import { openApiSecurity } from '@portcullis/core/openapi'
 *
 * const security = openApiSecurity(requireScopes('read:orders')) // [{ oauth2: ['read:orders'] }]
 * ```
 *
 * @param given A guard, or middleware or a hook that holds one; without it, any valid token is enough.
 * @throws {ConfigurationError} For a value that is not a guard, or has more than 64 alternatives.
 */
export function openApiSecurity(
  given?: Guard | HasGuard,
  options: OpenApiOptions = {}
): readonly OpenApiSecurityRequirement[] {
  return securityOf(readAlternatives(given), options)
}

/**
 * Returns what an OpenAPI document says about a protected operation: security requirements, the extension
 * `x-requirements` for what they cannot say, and the refusals. The values that a claim must have are not
 * shown.
 *
 * @example
 *
 * ```ts
 * import { requireScopes } from '@portcullis/core'
 * import { openApiOperation } from '@portcullis/core/openapi'
 *
 * const operation = { summary: 'List orders', ...openApiOperation(requireScopes('read:orders')) }
 * ```
 *
 * @param given A guard, or middleware or a hook that holds one; without it, any valid token is enough.
 * @throws {ConfigurationError} For a value that is not a guard, or has more than 64 alternatives.
 */
export function openApiOperation(
  given?: Guard | HasGuard,
  options: OpenApiOperationOptions = {}
): OpenApiOperation {
  const alternatives = readAlternatives(given)
  const security = securityOf(alternatives, options)
  const requirements = alternatives.map(requirementOf)
  if (given === undefined && options.allowAnonymous === true)
    return { security: [ANONYMOUS, ...security], responses: refusals([]) }
  return {
    security,
    ...(alternatives.every(({ others }) => others.length === 0)
      ? {}
      : { 'x-requirements': repeat(requirements, schemesOf(options).length) }),
    responses: refusals(requirements)
  }
}

/**
 * Returns what an OpenAPI document says about a route, from what runs before its handler: the hooks or the
 * middleware of this package. A route without any is public.
 *
 * @param handlers Everything that runs for the route; everything that is not from this package is skipped.
 */
export function openApiOperationOf(
  handlers: readonly unknown[],
  options: OpenApiOptions = {}
): OpenApiOperation {
  const guards = handlers.map((handler) => readMember(handler, 'guard')).filter(isGuard)
  const authenticating = handlers.filter((handler) => isAuthenticating(handler))
  const [first, ...more] = guards
  if (first !== undefined) return openApiOperation(more.length === 0 ? first : allOf(first, ...more), options)
  if (authenticating.length === 0) return { security: [] }
  const allowAnonymous = authenticating.every((handler) => readMember(handler, 'allowAnonymous') === true)
  return openApiOperation(undefined, { ...options, allowAnonymous })
}

const ANONYMOUS: OpenApiSecurityRequirement = {}

function readAlternatives(given: Guard | HasGuard | undefined): readonly Alternative[] {
  if (given === undefined) return [{ scopes: [], others: [] }]
  const guard: unknown = isGuard(given) ? given : readMember(given, 'guard')
  if (isGuard(guard)) return alternativesOf(guard)
  throw new ConfigurationError(
    'guard',
    'not a guard: pass one of requireScopes() or another function of its family'
  )
}

function securityOf(
  alternatives: readonly Alternative[],
  options: OpenApiOptions
): readonly OpenApiSecurityRequirement[] {
  const schemes = schemesOf(options)
  return alternatives.flatMap(({ scopes }) => schemes.map((scheme) => ({ [scheme]: scopes })))
}

/** Returns the names of the schemes. Without one, the document would show a protected operation as public. */
export function schemesOf({ schemes = ['oauth2'] }: OpenApiOptions): readonly string[] {
  if (Array.isArray(schemes) && schemes.length > 0 && schemes.every(isText)) return schemes
  throw new ConfigurationError('schemes', '"schemes" must be a non-empty list of names: [\'oauth2\']')
}

/** Each alternative has a security requirement for every scheme. */
function repeat<T>(values: readonly T[], times: number): readonly T[] {
  return values.flatMap((value) => Array.from({ length: times }, () => value))
}

function isAuthenticating(handler: unknown): boolean {
  const protectedResource = readMember(handler, 'protectedResource')
  return (
    typeof protectedResource === 'object' &&
    protectedResource !== null &&
    isProtectedResource(protectedResource)
  )
}

function readMember(holder: unknown, name: string): unknown {
  const isHolder = (typeof holder === 'object' || typeof holder === 'function') && holder !== null
  return isHolder && Object.hasOwn(holder, name) ? Reflect.get(holder, name) : undefined
}

const CHALLENGE = { 'WWW-Authenticate': { schema: { type: 'string' } } } as const
const RETRY = { 'Retry-After': { schema: { type: 'string' } } } as const

function refusals(requirements: readonly OpenApiRequirement[]): Readonly<Record<string, OpenApiResponse>> {
  const required = describeRequirements(requirements)
  const forbidden =
    required === undefined
      ? {}
      : { 403: { description: `The operation requires ${required}`, headers: CHALLENGE } }
  return {
    401: { description: 'No valid access token; the challenge says what is required', headers: CHALLENGE },
    ...forbidden,
    503: {
      description: 'The access token cannot be verified at the moment; it can still be valid',
      headers: RETRY
    }
  }
}
