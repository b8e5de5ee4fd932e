import { isAcceptableUrl, LIMITS } from '@portcullis/core/inspect'
import { bodyBytes, statusOf, type Exchange } from '../../http/exchange.ts'
import { isHtml, mediaTypeOf, redirectTarget } from '../../http/media.ts'
import { hostOf, isOnOtherDomain, parseUrl } from '../../http/urls.ts'
import { stringMember } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, derive, fail, missing, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { givenDocument } from './given.ts'

const SLOW_SECONDS = 1
const LARGE_BYTES = 64 * 1024
const KEY_SET_TYPES = new Set(['application/json', 'application/jwk-set+json'])

/** Checks of the address of the keys, and of the answer there. */
export const keySetChecks: readonly DoctorCheck[] = [
  defineCheck(
    'X-21',
    (facts: DoctorFacts) =>
      derive(givenDocument(facts), (document) => ({ address: stringMember(document, 'jwks_uri') })),
    [
      fail('missing', ({ address }) => address === undefined),
      fail(
        'plain_http',
        ({ address }, facts) => parseUrl(address)?.protocol === 'http:' && !isFetched(address, facts)
      ),
      fail('not_a_url', ({ address }, facts) => !isFetched(address, facts)),
      warn('other_domain', ({ address }, { settings }) => isElsewhere(address, settings.issuer)),
      pass('good')
    ]
  ),
  defineCheck(
    'X-22',
    (facts: DoctorFacts) =>
      facts.keys ?? missing(facts.metadata.chosen === undefined ? 'no_metadata' : 'no_keys'),
    [
      fail('unreachable', ({ exchange }) => exchange.outcome === 'failed' && { failure: exchange.failure }),
      fail('redirect', ({ exchange }) => redirectTarget(exchange) !== undefined && statusFact(exchange)),
      fail('status', ({ exchange }) => statusOf(exchange) !== 200 && statusFact(exchange)),
      fail('html', ({ exchange }) => isHtml(exchange)),
      fail('too_large', ({ exchange }) => bodyBytes(exchange) > LIMITS.keySetBytes),
      fail('too_slow', ({ exchange }) => takesLonger(exchange, LIMITS.fetchTimeoutSeconds)),
      fail('no_key_set', ({ keys }) => keys === undefined),
      fail('empty', ({ keys }) => keys?.length === 0),
      fail('too_many', ({ keys = [] }) => keys.length > LIMITS.keys && { count: keys.length }),
      warn('large', ({ exchange }) => bodyBytes(exchange) > LARGE_BYTES && { bytes: bodyBytes(exchange) }),
      warn('slow', ({ exchange }) => takesLonger(exchange, SLOW_SECONDS)),
      warn('other_type', ({ exchange }) => otherType(exchange)),
      pass('good', ({ keys, exchange }) => ({
        count: keys?.length ?? 0,
        milliseconds: Math.ceil(exchange.elapsedSeconds * 1000)
      }))
    ]
  )
]

function statusFact(exchange: Exchange) {
  return { status: statusOf(exchange) ?? 0 }
}

function isElsewhere(address: string | undefined, issuer: string) {
  return isOnOtherDomain(address, issuer) && { host: hostOf(address) ?? '' }
}

function takesLonger({ elapsedSeconds }: Exchange, seconds: number) {
  return elapsedSeconds > seconds && { seconds: elapsedSeconds.toFixed(1) }
}

function otherType(exchange: Exchange) {
  const type = mediaTypeOf(exchange) ?? 'none'
  return !KEY_SET_TYPES.has(type) && { type }
}

/** By the API, with its option `dangerouslyAllowHttp`. */
function isFetched(address: string | undefined, { settings }: DoctorFacts): boolean {
  return address !== undefined && isAcceptableUrl(address, settings.allowHttp)
}
