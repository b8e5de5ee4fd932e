import { bodyBytes, statusOf, type Exchange } from '../../http/exchange.ts'
import { isHtml, mediaTypeOf, redirectTarget } from '../../http/media.ts'
import { stringMember, type JsonObject } from '../../http/json.ts'
import { isSafeTransport, parseUrl, registrableDomain } from '../../http/urls.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts, KeyFacts } from '../facts/doctor-facts.ts'
import { givenDocument, hostOf } from './given.ts'

const SLOW_SECONDS = 1
/** The limits of a protected resource: time for a fetch (its default), size and number of keys. */
const DEADLINE_SECONDS = 3
const LARGEST_READ_BYTES = 256 * 1024
const MOST_KEYS = 100
const LARGE_BYTES = 64 * 1024
const KEY_SET_TYPES = new Set(['application/json', 'application/jwk-set+json'])

/** Where the keys are, and how they come. */
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
