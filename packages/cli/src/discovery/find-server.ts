import { printable } from '../terminal/printable.ts'
import { askApi } from './ask-api.ts'
import { NoTokenError } from './no-token-error.ts'
import { readResourceMetadata } from './resource-metadata.ts'

/** What is known about the API and the authorization server in advance. */
export type KnownServer = ApiToAsk | ServerToAsk

/** An API, whose metadata leads to its authorization server. */
interface ApiToAsk {
  readonly api: string
  /** The issuer to choose, or the one of an API without metadata. */
  readonly issuer?: string | undefined
  readonly resource?: string | undefined
}

/** An authorization server without an API. */
interface ServerToAsk {
  readonly api?: undefined
  readonly issuer: string
  readonly resource?: string | undefined
}

/** Where to request a token, and what for. */
export interface TokenTarget {
  readonly issuer: string
  /** The resource indicator (RFC 8707); undefined if nothing names one. */
  readonly resource: string | undefined
  /**
   * The scopes that the challenge names, else all that the metadata lists: some servers issue nothing
   * without.
   */
  readonly scopes: readonly string[]
}

/**
 * Finds the authorization server of an API, from nothing but its address: the challenge leads to the
 * metadata, and the metadata to the issuer (RFC 9728 section 5).
 *
 * @throws {NoTokenError} If neither the API nor the caller names exactly one issuer.
 */
export async function findServer(known: KnownServer): Promise<TokenTarget> {
  const { api, issuer, resource } = known
  if (api === undefined) return { issuer: known.issuer, resource, scopes: [] }
  const demand = await askApi(api)
  if ('failure' in demand) throw new NoTokenError(demand.failure)
  const metadata = await readResourceMetadata(new URL(api), demand.resourceMetadata)
  const chosen = chooseIssuer(issuer, metadata?.issuers ?? [])
  if (chosen === undefined) throw new NoTokenError(noIssuer(demand.status))
  return {
    issuer: chosen,
    resource: resource ?? metadata?.resource,
    scopes: demand.scopes.length > 0 ? demand.scopes : (metadata?.scopes ?? [])
  }
}

/** Undefined if neither the caller nor the API names one. */
function chooseIssuer(given: string | undefined, published: readonly string[]): string | undefined {
  const [first, ...others] = published
  if (given !== undefined) {
    if (first === undefined || published.includes(given)) return given
    throw new NoTokenError(`the API trusts ${list(published)}, not the issuer in --issuer`)
  }
  if (others.length === 0) return first
  throw new NoTokenError(`the API trusts several issuers: choose one with --issuer (${list(published)})`)
}

/** The status shows a mistyped address. */
const noIssuer = (status: number): string =>
  `the API answers ${status} and does not say where to get a token: it has no protected resource metadata (RFC 9728). Check --api, or name the authorization server with --issuer`

function list(issuers: readonly string[]): string {
  return printable(issuers.join(', '))
}
