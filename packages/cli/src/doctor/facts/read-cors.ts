import type { Exchange } from '../../http/exchange.ts'
import { stringMember, type JsonObject } from '../../http/json.ts'
import { sendRequest, type OutgoingRequest } from '../../http/send-request.ts'
import { isSafeTransport, parseUrl } from '../../http/urls.ts'
import type { CorsFacts, MetadataFacts } from './doctor-facts.ts'

/**
 * Asks as a browser page of the origin would: documents, a token request's preflight, the authorization
 * endpoint.
 */
export async function readCors(origin: string, chosen: MetadataFacts['chosen']): Promise<CorsFacts> {
  const document = chosen?.document
  const asPage = { headers: [['Origin', origin]] } as const
  const preflight = {
    method: 'OPTIONS',
    headers: [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'POST'],
      ['Access-Control-Request-Headers', requestedHeaders(document)]
    ]
  } as const
  const [metadata, keys, tokenPreflight, authorization] = await Promise.all([
    ask(chosen?.exchange.url, asPage),
    ask(stringMember(document, 'jwks_uri'), asPage),
    ask(stringMember(document, 'token_endpoint'), preflight),
    ask(stringMember(document, 'authorization_endpoint'), asPage)
  ])
  return { metadata, keys, tokenPreflight, authorization }
}

// A form content type needs no permission; a DPoP proof does.
function requestedHeaders(document: JsonObject | undefined): string {
  return document?.['dpop_signing_alg_values_supported'] === undefined ? 'content-type' : 'content-type,dpop'
}

async function ask(
  address: string | undefined,
  request: Omit<OutgoingRequest, 'url'>
): Promise<Exchange | undefined> {
  const url = parseUrl(address)
  return url !== undefined && isSafeTransport(url)
    ? await sendRequest({ url: url.href, ...request })
    : undefined
}
