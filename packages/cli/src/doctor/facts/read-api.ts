import { headerLines, statusOf, type Exchange } from '../../http/exchange.ts'
import { parseChallenges } from '../../http/parse-challenges.ts'
import { sendRequest } from '../../http/send-request.ts'
import { insertWellKnown, isSafeTransport, parseUrl } from '../../http/urls.ts'
import type { DoctorSettings } from '../doctor-settings.ts'
import type { ApiFacts, ChallengeFacts, ResourceMetadataFacts } from './doctor-facts.ts'
import { probeApi } from './probe-api.ts'
import { readDocument } from './read-metadata.ts'

/**
 * Asks the API: without a token, as a page of the origin, for its own metadata, and with `probe` with bad
 * tokens.
 */
export async function readApi(settings: DoctorSettings): Promise<ApiFacts | undefined> {
  const url = parseUrl(settings.api)?.href
  if (url === undefined) return undefined
  const [bare, cross] = await Promise.all([sendRequest({ url }), askAcrossOrigins(url, settings.origin)])
  const challenges = readChallenges(bare)
  const resourceMetadata = await readResourceMetadata(settings.resource ?? url, challenges)
  const probes = settings.probe === true ? await probeApi(settings, url) : undefined
  return { url, bare, challenges, resourceMetadata, ...cross, probes }
}

async function askAcrossOrigins(url: string, origin: string | undefined) {
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

/** The challenges of an answer, line by line. */
export function readChallenges(exchange: Exchange): ChallengeFacts {
  const lines = headerLines(exchange, 'www-authenticate')
  const parsed = lines.map((line) => ({ line, ...parseChallenges(line) }))
  const broken = parsed.find(({ brokenAt }) => brokenAt !== undefined)
  return {
    lines,
    challenges: parsed.flatMap(({ challenges }) => challenges),
    mostOnOneLine: Math.max(0, ...parsed.map(({ challenges }) => challenges.length)),
    breaksAt: broken?.line.slice(broken.brokenAt, (broken.brokenAt ?? 0) + 12)
  }
}

async function readResourceMetadata(
  resource: string,
  challenges: ChallengeFacts
): Promise<ResourceMetadataFacts> {
  const advertisedUrl = challenges.challenges
    .map(({ parameters }) => parameters.get('resource_metadata'))
    .find((value) => value !== undefined)
  const [wellKnown, advertised] = await Promise.all([askWellKnown(resource), askAdvertised(advertisedUrl)])
  const document = readDocument(advertised) ?? readDocument(wellKnown)
  return { wellKnown, advertisedUrl, advertised, document }
}

// The path form first (RFC 9728 section 3.1); the root form is where clients look next.
async function askWellKnown(resource: string): Promise<Exchange> {
  const url = new URL(resource)
  const exact = await sendRequest({ url: insertWellKnown(url, 'oauth-protected-resource') })
  if (statusOf(exact) === 200 || url.pathname === '/') return exact
  const root = await sendRequest({ url: insertWellKnown(new URL(url.origin), 'oauth-protected-resource') })
  return statusOf(root) === 200 ? root : exact
}

async function askAdvertised(address: string | undefined): Promise<Exchange | undefined> {
  const url = parseUrl(address)
  return url !== undefined && isSafeTransport(url) ? await sendRequest({ url: url.href }) : undefined
}
