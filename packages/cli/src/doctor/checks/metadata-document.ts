import { LIMITS } from '@portcullis/core/inspect'
import { bodyBytes, statusOf, type Exchange, type FailureKind } from '../../http/exchange.ts'
import { TLS_FAILURES } from '../../http/failure-kind.ts'
import { isHtml, mediaTypeOf, redirectTarget } from '../../http/media.ts'
import { parseUrl } from '../../http/urls.ts'
import { stringMember, type JsonObject } from '../../json/json.ts'
import type { DoctorFacts, MetadataAttempt, MetadataFacts, MetadataSpelling } from '../facts/doctor-facts.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from './doctor-check.ts'
import { differsBySlash, givenDocument } from './given.ts'

const COMPARED = [
  'jwks_uri',
  'authorization_endpoint',
  'token_endpoint',
  'introspection_endpoint',
  'revocation_endpoint'
]

const PLACES: Readonly<Record<MetadataSpelling, string>> = {
  oauth_inserted: 'RFC 8414',
  openid_appended: 'OpenID Connect Discovery',
  openid_inserted: 'OpenID Connect, inserted',
  oauth_appended: 'RFC 8414, appended'
}

/** Checks that metadata is found, has the right form, and belongs to this issuer. */
export const metadataDocumentChecks: readonly DoctorCheck[] = [
  defineCheck(
    'X-03',
    ({ metadata }: DoctorFacts) => (metadata.attempts.length === 0 ? missing('no_metadata') : metadata),
    [
      fail('insecure', ({ attempts }) => commonFailure(attempts, (failure) => TLS_FAILURES.has(failure))),
      fail('unreachable', ({ attempts }) => commonFailure(attempts)),
      fail('none', ({ attempts, chosen }) => chosen === undefined && tried(attempts)),
      warn(
        'not_looked_for',
        ({ attempts, chosen }) => chosen?.spelling === 'openid_inserted' && tried(attempts)
      ),
      warn(
        'unusual_place',
        ({ attempts, chosen }) => chosen?.spelling === 'oauth_appended' && tried(attempts)
      ),
      pass('found', ({ chosen }) => ({
        place: PLACES[chosen?.spelling ?? 'oauth_inserted'],
        url: chosen?.exchange.url ?? ''
      }))
    ]
  ),
  defineCheck('X-04', givenAnswers, [
    fail('html', (metadata) => metadata.chosen === undefined && urlsOf(metadata, isHtml)),
    fail(
      'redirect_elsewhere',
      (metadata) => metadata.chosen === undefined && urlsOf(metadata, redirectsElsewhere)
    ),
    warn('redirect', (metadata) => metadata.chosen === undefined && urlsOf(metadata, redirects)),
    fail('too_large', ({ chosen }) => isTooLarge(chosen?.exchange)),
    warn('other_type', ({ chosen }) => otherType(chosen?.exchange)),
    warn('html_beside', (metadata) => urlsOf(metadata, isHtml)),
    warn('redirect_beside', (metadata) => urlsOf(metadata, redirects)),
    pass('json')
  ]),
  defineCheck('X-05', givenIssuers, [
    fail('absent', ({ published }) => published === ''),
    fail('template', ({ published }) => published.includes('{') && { published }),
    fail('slash', (issuers) => differsBySlash(issuers.published, issuers.configured) && compare(issuers)),
    fail('differs', (issuers) => issuers.configured !== issuers.published && compare(issuers)),
    pass('identical', ({ configured }) => ({ configured }))
  ]),
  defineCheck('X-06', givenDocuments, [
    fail('disagree', (documents) => ({ members: COMPARED.filter((name) => disagreeOn(documents, name)) })),
    pass('agree', (documents) => ({ count: documents.length }))
  ]),
  defineCheck('X-07', givenDocument, [
    warn('empty', (document) => ({ members: emptyMembers(document) })),
    pass('none')
  ])
]

// If nothing answers anywhere, the address is not the problem.
function commonFailure(
  attempts: readonly MetadataAttempt[],
  isMeant: (failure: FailureKind) => boolean = () => true
) {
  const [first = 'other', ...others] = attempts.map(({ exchange }) =>
    exchange.outcome === 'failed' ? exchange.failure : 'answered'
  )
  return first !== 'answered' && isMeant(first) && others.every((one) => one === first) && { failure: first }
}

function tried(attempts: readonly MetadataAttempt[]) {
  return { tried: attempts.map(describeAttempt) }
}

function describeAttempt({ exchange, document }: MetadataAttempt): string {
  if (exchange.outcome === 'failed') {
    return `${exchange.failure.replaceAll('_', ' ')} (${exchange.failureCode}): ${exchange.url}`
  }
  const kind = document === undefined ? (mediaTypeOf(exchange) ?? 'no content type') : 'metadata'
  return `${exchange.answer.status}, ${kind}: ${exchange.url}`
}

function givenAnswers({ metadata }: DoctorFacts): MetadataFacts | Missing {
  const { attempts, chosen } = metadata
  const suspicious = attempts.some(({ exchange }) => isHtml(exchange) || redirects(exchange))
  return chosen !== undefined || suspicious ? metadata : missing('no_metadata')
}

function urlsOf({ attempts }: MetadataFacts, pick: (exchange: Exchange) => boolean) {
  const picked = attempts.map(({ exchange }) => exchange).filter((exchange) => pick(exchange))
  return { urls: picked.map(({ url }) => url) }
}

function redirects(exchange: Exchange): boolean {
  return redirectTarget(exchange) !== undefined
}

function redirectsElsewhere(exchange: Exchange): boolean {
  const target = redirectTarget(exchange)
  return target !== undefined && target.origin !== parseUrl(exchange.url)?.origin
}

function isTooLarge(exchange: Exchange | undefined) {
  return bodyBytes(exchange) > LIMITS.metadataBytes && { bytes: bodyBytes(exchange) }
}

function otherType(exchange: Exchange | undefined) {
  const type = mediaTypeOf(exchange) ?? 'none'
  return statusOf(exchange) === 200 && type !== 'application/json' && { type }
}

interface Issuers {
  readonly configured: string
  /** empty if the metadata names none */
  readonly published: string
}

function givenIssuers({ settings, metadata }: DoctorFacts): Issuers | Missing {
  if (metadata.chosen === undefined) return missing('no_metadata')
  return { configured: settings.issuer, published: stringMember(metadata.chosen.document, 'issuer') ?? '' }
}

function compare({ configured, published }: Issuers) {
  const length = Math.max(configured.length, published.length)
  const positions = Array.from({ length }, (_, index) => index)
  const at = positions.find((index) => configured[index] !== published[index]) ?? length
  return { configured, published, at }
}

// A document that names another issuer must not be used (RFC 8414 section 3.3), and an API does not use it.
function givenDocuments({ metadata, settings }: DoctorFacts): readonly JsonObject[] | Missing {
  if (metadata.chosen === undefined) return missing('no_metadata')
  const documents = metadata.attempts.flatMap(({ document }) => (document === undefined ? [] : [document]))
  const own = documents.filter((document) => document['issuer'] === settings.issuer)
  return own.length < 2 ? missing('one_document') : own
}

function disagreeOn(documents: readonly JsonObject[], name: string): boolean {
  return new Set(documents.flatMap((document) => stringMember(document, name) ?? [])).size > 1
}

function emptyMembers(document: JsonObject): readonly string[] {
  return Object.entries(document)
    .filter(([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0))
    .map(([name]) => name)
}
