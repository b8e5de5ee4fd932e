import type { Exchange } from '../../http/exchange.ts'
import { sendRequest, type OutgoingRequest } from '../../http/send-request.ts'
import { safeUrl } from '../../http/urls.ts'
import { hasMember, stringMember, type JsonObject } from '../../json/json.ts'
import type { CorsFacts, MetadataFacts } from './doctor-facts.ts'

/**
 * Sends what a browser page of the origin sends: requests for both documents, the preflight of a token
 * request, a request to the authorization endpoint.
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
    send(chosen?.exchange.url, asPage),
    send(stringMember(document, 'jwks_uri'), asPage),
    send(stringMember(document, 'token_endpoint'), preflight),
    send(stringMember(document, 'authorization_endpoint'), asPage)
  ])
  return { metadata, keys, tokenPreflight, authorization }
}

// The content type of a form needs no permission; a DPoP proof does.
function requestedHeaders(document: JsonObject | undefined): string {
  return hasMember(document, 'dpop_signing_alg_values_supported') ? 'content-type,dpop' : 'content-type'
}

async function send(
  address: string | undefined,
  request: Omit<OutgoingRequest, 'url'>
): Promise<Exchange | undefined> {
  const url = safeUrl(address)
  return url === undefined ? undefined : await sendRequest({ url, ...request })
}
