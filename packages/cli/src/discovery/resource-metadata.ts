import { readDocument } from '../http/media.ts'
import { sendRequest } from '../http/send-request.ts'
import { insertWellKnown, parseUrl, safeUrl } from '../http/urls.ts'
import { stringMember, stringsMember } from '../json/json.ts'
import { printable } from '../terminal/printable.ts'
import { NoTokenError } from './no-token-error.ts'

/** Protected resource metadata (RFC 9728), as far as a client needs it. */
export interface ResourceMetadata {
  /** The identifier that a token is requested for (RFC 8707). */
  readonly resource: string
  readonly issuers: readonly string[]
  /** All scopes of the API; none if it does not list them. */
  readonly scopes: readonly string[]
}

const NAME = 'oauth-protected-resource'

/**
 * Reads the metadata of an API: at the address in its challenge, else at the well-known address for the
 * route, and without a path. Undefined if there is none.
 *
 * @throws {NoTokenError} If the document is about another resource: a token for that one must not be sent to
 *   this API (RFC 9728 sections 3.3 and 7.3).
 */
export async function readResourceMetadata(
  api: URL,
  advertised: string | undefined
): Promise<ResourceMetadata | undefined> {
  const derived = [insertWellKnown(api, NAME), `${api.origin}/.well-known/${NAME}`]
  for (const url of advertised === undefined ? derived : [advertised]) {
    const metadata = await readOne(url, api)
    if (metadata !== undefined) return metadata
  }
  return undefined
}

async function readOne(address: string, api: URL): Promise<ResourceMetadata | undefined> {
  const url = safeUrl(address)
  const document = url === undefined ? undefined : readDocument(await sendRequest({ url }))
  if (document === undefined) return undefined
  const resource = stringMember(document, 'resource') ?? ''
  if (!covers(resource, api))
    throw new NoTokenError(
      `the metadata at ${printable(address)} is about ${printable(resource)}, not about ${api.origin}${api.pathname}: no token is requested`
    )
  return {
    resource,
    issuers: stringsMember(document, 'authorization_servers') ?? [],
    scopes: stringsMember(document, 'scopes_supported') ?? []
  }
}

/** Returns whether an identifier is that of an API: its address, or one above it on the same origin. */
function covers(resource: string, api: URL): boolean {
  const identifier = parseUrl(resource)
  if (identifier?.origin !== api.origin) return false
  const path = identifier.pathname.replace(/\/$/, '')
  return api.pathname === path || api.pathname.startsWith(`${path}/`)
}
