import { systemClock } from '../clock/system-clock.ts'
import { createClosing } from '../documents/closing.ts'
import { fetchDocument, type DocumentSettings, type Fetch } from '../documents/fetch-document.ts'
import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { MAX_METADATA_BYTES } from '../issuers/metadata-source.ts'
import { metadataUrls } from '../issuers/well-known.ts'
import { readClaim } from '../json/claim-path.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { KEY_DEFAULTS } from '../keys/key-options.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import { schemesOf, type OpenApiOptions } from './operation.ts'

/** Options of `openApiSecuritySchemes`. */
export interface OpenApiSchemeOptions extends OpenApiOptions {
  /**
   * The scopes of the API: a list, or an object with a description for each.
   *
   * @default [ ]
   */
  readonly scopes?: readonly string[] | Readonly<Record<string, string>>
  /**
   * Fetches the metadata.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: Fetch
  /**
   * Hosts with ports whose metadata is fetched over plain http, as in the option of the protected resource.
   *
   * @default [ ]
   */
  readonly dangerouslyAllowHttp?: readonly string[]
}

/** OAuth Flow Object of OpenAPI 3. */
export interface OpenApiFlow {
  /** The token endpoint. */
  readonly tokenUrl: string
  /** The token endpoint again, if it issues refresh tokens. */
  readonly refreshUrl?: string
  /** The scopes with their descriptions. */
  readonly scopes: Readonly<Record<string, string>>
}

/** The authorization code flow. */
export interface OpenApiAuthorizationCodeFlow extends OpenApiFlow {
  /** The authorization endpoint. */
  readonly authorizationUrl: string
  /** OpenAPI has no member for PKCE; Scalar and others read this one. */
  readonly 'x-usePkce': 'SHA-256'
}

/** Security Scheme Object of OpenAPI 3. */
export interface OpenApiSecurityScheme {
  /** The type. */
  readonly type: 'oauth2'
  /** What clients must know. */
  readonly description: string
  /** The flows that the authorization server offers for access tokens. */
  readonly flows: {
    /** Authorization code with PKCE. */
    readonly authorizationCode?: OpenApiAuthorizationCodeFlow
    /** Client credentials, if the metadata lists them. */
    readonly clientCredentials?: OpenApiFlow
  }
}

/**
 * Fetches the metadata of the issuers of a protected resource, and creates the security schemes of an OpenAPI
 * document with their endpoints: `components.securitySchemes`. Implicit grant and passwords are never shown
 * (RFC 9700 section 2). An issuer that a function returns has no scheme.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource } from '@portcullis/core'
 * import { openApiSecuritySchemes } from '@portcullis/core/openapi'
 *
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * const schemesOf = () => openApiSecuritySchemes(api, { scopes: { 'read:orders': 'Read orders' } })
 * ```
 *
 * @param api The protected resource.
 * @param options Names of the schemes, scopes, and how to fetch.
 * @returns A scheme for each issuer, by its name.
 * @throws {ProtectedResourceError} `metadata_unreachable`, `metadata_invalid` or `metadata_issuer_mismatch`.
 * @throws {ConfigurationError} If `schemes` does not have a name for each issuer.
 */
export async function openApiSecuritySchemes(
  api: Pick<ProtectedResource, 'readiness'>,
  options: OpenApiSchemeOptions = {}
): Promise<Readonly<Record<string, OpenApiSecurityScheme>>> {
  const issuers = api.readiness().issuers.map(({ issuer }) => issuer)
  const schemes = schemesOf(options)
  if (schemes.length !== issuers.length)
    throw new ConfigurationError(
      'schemes',
      `"schemes" must have a name for each of ${issuers.length} issuers`
    )
  const pairs = issuers.flatMap((issuer, index) =>
    schemes.slice(index, index + 1).map((name) => ({ issuer, name }))
  )
  const entries = pairs.map(async ({ issuer, name }) => {
    const metadata = await fetchMetadata(issuer, options)
    return [name, createScheme(metadata, issuer, options)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Tries the well-known places in turn. If all fail, a document that was found and is wrong says most. */
async function fetchMetadata(issuer: string, options: OpenApiSchemeOptions): Promise<JsonObject> {
  const { fetch = globalThis.fetch, dangerouslyAllowHttp: httpHosts = [] } = options
  const { fetchTimeoutSeconds } = KEY_DEFAULTS
  const settings: DocumentSettings = {
    fetch,
    clock: systemClock,
    fetchTimeoutSeconds,
    closing: createClosing(),
    httpHosts
  }
  const parse = (content: unknown): JsonObject => {
    if (!isJsonObject(content)) throw new ProtectedResourceError('metadata_invalid')
    if (readClaim(content, 'issuer') === issuer) return content
    throw new ProtectedResourceError('metadata_issuer_mismatch')
  }
  let failure: unknown
  for (const url of metadataUrls(issuer)) {
    try {
      const request = { issuer, document: 'metadata', url, maxBytes: MAX_METADATA_BYTES, parse } as const
      return (await fetchDocument(request, settings)).content
    } catch (error) {
      if (!isProtectedResourceError(failure)) failure = error
    }
  }
  throw refuseForDocument(failure, 'metadata')
}

function createScheme(
  metadata: JsonObject,
  issuer: string,
  { scopes = [], dangerouslyAllowHttp = [] }: OpenApiSchemeOptions
): OpenApiSecurityScheme {
  const url = (name: string): string | undefined => {
    const value = readClaim(metadata, name)
    return typeof value === 'string' && isAcceptableUrl(value, dangerouslyAllowHttp) ? value : undefined
  }
  const offers = (grantType: string): boolean => {
    const grantTypes = readClaim(metadata, 'grant_types_supported')
    return Array.isArray(grantTypes) ? grantTypes.includes(grantType) : grantType === 'authorization_code'
  }
  const authorizationUrl = url('authorization_endpoint')
  const tokenUrl = url('token_endpoint')
  if (tokenUrl === undefined)
    throw new ProtectedResourceError('metadata_invalid', { hint: NO_TOKEN_ENDPOINT })
  const flow = {
    tokenUrl,
    ...(offers('refresh_token') ? { refreshUrl: tokenUrl } : {}),
    scopes: isList(scopes) ? Object.fromEntries(scopes.map((scope) => [scope, ''])) : scopes
  }
  return {
    type: 'oauth2',
    description: `Access tokens of ${issuer}. Clients use the authorization code flow with PKCE (RFC 7636, S256).`,
    flows: {
      ...(authorizationUrl !== undefined && offers('authorization_code')
        ? { authorizationCode: { authorizationUrl, ...flow, 'x-usePkce': 'SHA-256' as const } }
        : {}),
      ...(offers('client_credentials') ? { clientCredentials: { tokenUrl, scopes: flow.scopes } } : {})
    }
  }
}

const NO_TOKEN_ENDPOINT =
  'the metadata of the authorization server has no "token_endpoint" that is an https URL'

/** `Array.isArray` does not narrow readonly lists. */
function isList(scopes: readonly string[] | Readonly<Record<string, string>>): scopes is readonly string[] {
  return Array.isArray(scopes)
}
