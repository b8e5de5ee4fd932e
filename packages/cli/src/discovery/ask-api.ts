import { headerLines } from '../http/exchange.ts'
import { parseChallenges } from '../http/parse-challenges.ts'
import { sendRequest } from '../http/send-request.ts'

/** What an API answers to a request: its status, and what its challenge asks for. */
export interface ApiDemand {
  readonly status: number
  /** Error code of RFC 6750 section 3.1 or RFC 9470; undefined without one. */
  readonly error?: string | undefined
  /** Scopes that the challenge names. */
  readonly scopes: readonly string[]
  /** Authentication context classes, separated by spaces (RFC 9470 section 3). */
  readonly acrValues?: string | undefined
  /** Greatest age of the user's authentication, in seconds (RFC 9470 section 3). */
  readonly maxAge?: string | undefined
  /** Address of the metadata (RFC 9728 section 5.1). */
  readonly resourceMetadata?: string | undefined
}

/** Why an API did not answer. */
export interface NoAnswer {
  /** in words */
  readonly failure: string
}

/** The body says nothing about tokens, and an MCP server answers with a stream of events. */
const HEADERS_ONLY = { fetchTimeoutSeconds: 5, maxBytes: 0 }

/**
 * Sends a GET to an API, with a token or without, and reads its challenge. Follows no redirect. Send a token
 * only to an API that it is meant for.
 */
export async function askApi(url: string, accessToken?: string): Promise<ApiDemand | NoAnswer> {
  const authorization = ['Authorization', `Bearer ${accessToken}`] as const
  const headers = accessToken === undefined ? [] : [authorization]
  const exchange = await sendRequest({ url, headers }, HEADERS_ONLY)
  if (exchange.outcome === 'failed')
    return { failure: `no answer from the API (${exchange.failureCode}): check --api` }
  const challenges = headerLines(exchange, 'www-authenticate').flatMap(
    (line) => parseChallenges(line).challenges
  )
  const ours = challenges.filter(({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme))
  const read = (name: string): string | undefined =>
    ours.map(({ parameters }) => parameters.get(name)).find((value) => value !== undefined)
  return {
    status: exchange.answer.status,
    error: read('error'),
    scopes: (read('scope') ?? '').split(' ').filter((scope) => scope !== ''),
    acrValues: read('acr_values'),
    maxAge: read('max_age'),
    resourceMetadata: read('resource_metadata')
  }
}
