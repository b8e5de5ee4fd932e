import { statusOf, type Exchange } from '../../http/exchange.ts'
import { readDocument } from '../../http/media.ts'
import { sendRequest, type OutgoingRequest } from '../../http/send-request.ts'
import { insertWellKnown, parseUrl, safeUrl } from '../../http/urls.ts'
import type { ApiFacts, ChallengeFacts, ResourceMetadataFacts } from './doctor-facts.ts'
import type { DoctorSettings } from './doctor-settings.ts'
import { probeApi } from './probe-api.ts'
import { readChallenges } from './read-challenges.ts'

/**
 * Sends requests to the API: without a token, as a page of the origin, for its own metadata, and with `probe`
 * with invalid tokens.
 */
export async function readApi(settings: DoctorSettings): Promise<ApiFacts | undefined> {
  const url = parseUrl(settings.api)?.href
  if (url === undefined) return undefined
  const [bare, cross] = await Promise.all([sendRequest({ url }), sendAcrossOrigins(url, settings.origin)])
  const challenges = readChallenges(bare)
  const resourceMetadata = await readResourceMetadata(settings, url, challenges)
  const probes = settings.probe === true ? await probeApi(settings, url) : undefined
  return { url, bare, challenges, resourceMetadata, ...cross, probes }
}

async function sendAcrossOrigins(url: string, origin: string | undefined) {
  if (origin === undefined) return { preflight: undefined, bareWithOrigin: undefined }
  const [preflight, bareWithOrigin] = await Promise.all([
    sendRequest({
      url,
      method: 'OPTIONS',
      headers: [
        ['Origin', origin],
        ['Access-Control-Request-Method', 'GET'],
        ['Access-Control-Request-Headers', 'authorization,dpop']
      ]
    }),
    sendRequest({ url, headers: [['Origin', origin]] })
  ])
  return { preflight, bareWithOrigin }
}

// As a page of the origin, if there is one: servers may answer CORS headers only to pages.
async function readResourceMetadata(
  { resource, origin }: DoctorSettings,
  url: string,
  { challenges }: ChallengeFacts
): Promise<ResourceMetadataFacts> {
  const headers = origin === undefined ? [] : [['Origin', origin] as const]
  const advertisedUrl = challenges
    .map(({ parameters }) => parameters.get('resource_metadata'))
    .find((value) => value !== undefined)
  const [wellKnown, advertised] = await Promise.all([
    fetchWellKnown(resource ?? url, headers),
    fetchSafe(advertisedUrl, headers)
  ])
  const document = readDocument(advertised) ?? readDocument(wellKnown)
  return { wellKnown, advertisedUrl, advertised, document }
}

const NAME = 'oauth-protected-resource'

type Headers = NonNullable<OutgoingRequest['headers']>

// The path form first (RFC 9728 section 3.1); clients try the root form next.
async function fetchWellKnown(resource: string, headers: Headers): Promise<Exchange> {
  const url = new URL(resource)
  const exact = await sendRequest({ url: insertWellKnown(url, NAME), headers })
  if (statusOf(exact) === 200 || url.pathname === '/') return exact
  const root = await sendRequest({ url: insertWellKnown(new URL(url.origin), NAME), headers })
  return statusOf(root) === 200 ? root : exact
}

async function fetchSafe(address: string | undefined, headers: Headers): Promise<Exchange | undefined> {
  const url = safeUrl(address)
  return url === undefined ? undefined : await sendRequest({ url, headers })
}
