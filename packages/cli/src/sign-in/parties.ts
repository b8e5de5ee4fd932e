import { metadataUrls } from '@portcullis/core/inspect'
import * as oauth from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { readDocument } from '../http/media.ts'
import { sendRequest } from '../http/send-request.ts'
import { safeUrl } from '../http/urls.ts'
import { stringMember, type JsonObject } from '../json/json.ts'
import { printable } from '../terminal/printable.ts'

/** The two ends of a token request. */
export interface Parties {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
  /** Options of every request: a timeout; plain http for servers on this machine only. */
  readonly options: oauth.HttpRequestOptions<'POST', URLSearchParams>
}

/** What a token is requested for. */
export interface TokenRequest {
  readonly scopes: readonly string[]
  readonly resource: string | undefined
  /** The API, for servers that name it in the parameter `audience` instead: Auth0, Hydra, Kinde, Authelia. */
  readonly audience?: string | undefined
  /** Authentication context classes for step-up (RFC 9470), separated by spaces. */
  readonly acrValues?: string | undefined
  /** Greatest age of the authentication for step-up, in seconds. */
  readonly maxAge?: string | undefined
}

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint'
]

const TIMEOUT_MILLISECONDS = 10_000

/**
 * Reads the metadata of an authorization server (RFC 8414), and prepares the client.
 *
 * @param issuer The issuer, character by character.
 * @throws {NoTokenError} If there is no metadata of exactly this issuer, or an endpoint of it is not https.
 */
export async function prepareParties(
  issuer: string,
  clientId: string,
  secret: string | undefined
): Promise<Parties> {
  const metadata = await readMetadata(issuer)
  const unsafe = ENDPOINTS.find(
    (name) => metadata[name] !== undefined && safeUrl(stringMember(metadata, name)) === undefined
  )
  if (unsafe !== undefined)
    throw new NoTokenError(
      `the "${unsafe}" of ${printable(issuer)} is not an https URL: nothing is sent to it`
    )
  // The library checks the members that it reads.
  const server = { ...metadata, issuer } as oauth.AuthorizationServer
  return {
    server,
    client: { client_id: clientId },
    authentication: secret === undefined ? oauth.None() : withSecret(server, secret),
    options: {
      signal: () => AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      [oauth.allowInsecureRequests]: issuer.startsWith('http:')
    }
  }
}

async function readMetadata(issuer: string): Promise<JsonObject> {
  if (safeUrl(issuer) === undefined)
    throw new NoTokenError(`the issuer ${printable(issuer)} is not an https URL`)
  for (const url of metadataUrls(issuer)) {
    const document = readDocument(await sendRequest({ url }))
    if (document !== undefined && stringMember(document, 'issuer') === issuer) return withoutNull(document)
  }
  throw new NoTokenError(`no metadata of ${printable(issuer)}: run portcullis doctor ${printable(issuer)}`)
}

function withoutNull(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null))
}

/** RFC 6749 section 2.3.1 requires servers to support `client_secret_basic`. */
function withSecret(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const isPost = !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
  return isPost ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret)
}

/** Returns the parameters of an authorization request that say what the token is for. */
export function parametersOf(request: TokenRequest): Record<string, string> {
  const { scopes, resource, audience, acrValues, maxAge } = request
  return {
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(resource === undefined ? {} : { resource }),
    ...(audience === undefined ? {} : { audience }),
    ...(acrValues === undefined ? {} : { acr_values: acrValues }),
    ...(maxAge === undefined ? {} : { max_age: maxAge })
  }
}
