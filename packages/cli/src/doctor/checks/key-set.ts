import { maxAgeSeconds, parseCacheControl } from '../../http/cache-control.ts'
import { bodyBytes, headerLines, statusOf, type Exchange } from '../../http/exchange.ts'
import { isHtml, mediaTypeOf, redirectTarget } from '../../http/media.ts'
import { stringMember, type JsonObject } from '../../http/json.ts'
import { isSafeTransport, parseUrl, registrableDomain } from '../../http/urls.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts, KeyFacts } from '../facts/doctor-facts.ts'
import { givenDocument, hostOf, noticeList } from './given.ts'

const SLOW_SECONDS = 1
/** The limits of a protected resource: time for a fetch (its default), size and number of keys. */
const DEADLINE_SECONDS = 3
const LARGEST_READ_BYTES = 256 * 1024
const MOST_KEYS = 100
const LARGE_BYTES = 64 * 1024
const SHORTEST_USEFUL_SECONDS = 300
const LONGEST_USEFUL_SECONDS = 86_400
const KEY_SET_TYPES = new Set(['application/json', 'application/jwk-set+json'])

/** Where the keys are, how they come, and how long they may be kept. */
export const keySetChecks: readonly DoctorCheck[] = [
  defineCheck<string | undefined>({
    id: 'X-21',
    group: 'keys',
    title: 'Key set address',
    source: 'RFC 8414 section 2',
    given: givenAddress,
    rules: [
      fail('missing', (address) => address === undefined),
      fail('not_a_url', (address) => parseUrl(address) === undefined),
      fail('plain_http', (address) => !isSafe(address)),
      warn('other_domain', (address, { settings }) => isElsewhere(address, settings.issuer)),
      pass('good')
    ]
  }),
  defineCheck<KeyFacts>({
    id: 'X-22',
    group: 'keys',
    title: 'Key set answer',
    source: 'RFC 7517 section 5',
    given: (facts) => facts.keys ?? missing(facts.metadata.chosen === undefined ? 'no_metadata' : 'no_keys'),
    rules: [
      fail('unreachable', ({ exchange }) => exchange.outcome === 'failed' && { failure: exchange.failure }),
      fail(
        'redirect',
        ({ exchange }) => redirectTarget(exchange) !== undefined && { status: statusOf(exchange) ?? 0 }
      ),
      fail('status', ({ exchange }) => statusOf(exchange) !== 200 && { status: statusOf(exchange) ?? 0 }),
      fail('html', ({ exchange }) => isHtml(exchange)),
      fail('too_large', ({ exchange }) => bodyBytes(exchange) > LARGEST_READ_BYTES),
      fail(
        'too_slow',
        ({ exchange }) =>
          exchange.elapsedSeconds > DEADLINE_SECONDS && { seconds: exchange.elapsedSeconds.toFixed(1) }
      ),
      fail('no_key_set', ({ keys }) => keys === undefined),
      fail('empty', ({ keys }) => keys?.length === 0),
      fail('too_many', ({ keys = [] }) => keys.length > MOST_KEYS && { count: keys.length }),
      warn('large', ({ exchange }) => bodyBytes(exchange) > LARGE_BYTES && { bytes: bodyBytes(exchange) }),
      warn(
        'slow',
        ({ exchange }) =>
          exchange.elapsedSeconds > SLOW_SECONDS && { seconds: exchange.elapsedSeconds.toFixed(1) }
      ),
      warn('other_type', ({ exchange }) => otherType(exchange)),
      pass('good', ({ keys, exchange }) => ({
        count: keys?.length ?? 0,
        milliseconds: Math.ceil(exchange.elapsedSeconds * 1000)
      }))
    ]
  }),
  defineCheck<readonly Exchange[]>({
    id: 'X-51',
    group: 'capabilities',
    title: 'Caching of documents',
    source: 'OpenID Connect Core section 10.1.1',
    given: givenDocuments,
    rules: [
      warn('not_stored', (exchanges) => urlsWhere(exchanges, (directives) => directives.has('no-store'))),
      warn('too_long', (exchanges) =>
        urlsWhere(exchanges, (directives) => (maxAgeSeconds(directives) ?? 0) > LONGEST_USEFUL_SECONDS)
      ),
      pass(
        'unsaid',
        (exchanges) =>
          urlsWhere(exchanges, (directives) => maxAgeSeconds(directives) === undefined) !== undefined
      ),
      pass(
        'short',
        (exchanges) =>
          urlsWhere(exchanges, (directives) => (maxAgeSeconds(directives) ?? 0) < SHORTEST_USEFUL_SECONDS) !==
          undefined
      ),
      pass('good')
    ]
  })
]

function givenAddress(facts: DoctorFacts): string | undefined | Missing {
  const document = givenDocument(facts)
  return isMissing(document) ? document : stringMember(document, 'jwks_uri')
}

function isMissing(document: JsonObject | Missing): document is Missing {
  return 'missing' in document
}

function isSafe(address: string | undefined): boolean {
  const url = parseUrl(address)
  return url !== undefined && isSafeTransport(url)
}

function isElsewhere(address: string | undefined, issuer: string) {
  const [keyHost, issuerHost] = [hostOf(address), hostOf(issuer)]
  if (keyHost === undefined || issuerHost === undefined) return false
  return registrableDomain(keyHost) !== registrableDomain(issuerHost) && { host: keyHost }
}

function otherType(exchange: Exchange) {
  const type = mediaTypeOf(exchange) ?? 'none'
  return !KEY_SET_TYPES.has(type) && { type }
}

function givenDocuments({ metadata, keys }: DoctorFacts): readonly Exchange[] | Missing {
  const exchanges = [metadata.chosen?.exchange, keys?.exchange].filter((one) => one !== undefined)
  const answered = exchanges.filter((one) => statusOf(one) === 200)
  return answered.length === 0 ? missing('no_metadata') : answered
}

function urlsWhere(
  exchanges: readonly Exchange[],
  pick: (directives: ReadonlyMap<string, string>) => boolean
) {
  const picked = exchanges.filter((one) => pick(parseCacheControl(headerLines(one, 'cache-control'))))
  return noticeList(
    'urls',
    picked.map(({ url }) => url)
  )
}
