import { bodyBytes, statusOf, type Exchange, type FailureKind } from '../../http/exchange.ts'
import { TLS_FAILURES } from '../../http/failure-kind.ts'
import { isHtml, mediaTypeOf, redirectTarget } from '../../http/media.ts'
import { stringMember, type JsonObject } from '../../http/json.ts'
import { parseUrl } from '../../http/urls.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts, MetadataAttempt, MetadataFacts, MetadataSpelling } from '../facts/doctor-facts.ts'
import { givenDocument, noticeList } from './given.ts'

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

/** What a protected resource reads of a metadata document; it refuses longer ones. */
const LARGEST_READ_BYTES = 64 * 1024

/** Whether metadata is found, is metadata, and is that of this issuer. */
export const metadataDocumentChecks: readonly DoctorCheck[] = [
  defineCheck<MetadataFacts>({
    id: 'X-03',
    group: 'issuer',
    title: 'Metadata found',
    source: 'RFC 8414 sections 3.1 and 5; OpenID Connect Discovery section 4.1',
    given: ({ metadata }) => (metadata.attempts.length === 0 ? missing('no_metadata') : metadata),
    rules: [
      fail('insecure', ({ attempts }) => commonFailure(attempts, (failure) => TLS_FAILURES.has(failure))),
      fail('unreachable', ({ attempts }) => commonFailure(attempts)),
      fail(
        'none',
        ({ attempts, chosen }) => chosen === undefined && { tried: attempts.map(describeAttempt) }
      ),
      warn(
        'not_looked_for',
        ({ attempts, chosen }) =>
          chosen?.spelling === 'openid_inserted' && { tried: attempts.map(describeAttempt) }
      ),
      warn(
        'unusual_place',
        ({ attempts, chosen }) =>
          chosen?.spelling === 'oauth_appended' && { tried: attempts.map(describeAttempt) }
      ),
      pass('found', ({ chosen }) => ({
        place: PLACES[chosen?.spelling ?? 'oauth_inserted'],
        url: chosen?.exchange.url ?? ''
      }))
    ]
  }),
  defineCheck<MetadataFacts>({
    id: 'X-04',
    group: 'issuer',
    title: 'Form of the answer',
    source: 'RFC 8414 section 3.2',
    given: givenAnswers,
    rules: [
      fail('html', ({ attempts, chosen }) => chosen === undefined && urlsWhere(attempts, isHtml)),
      fail(
        'redirect_elsewhere',
        ({ attempts, chosen }) => chosen === undefined && urlsWhere(attempts, redirectsElsewhere)
      ),
      warn('redirect', ({ attempts, chosen }) => chosen === undefined && urlsWhere(attempts, redirects)),
      fail(
        'too_large',
        ({ chosen }) =>
          bodyBytes(chosen?.exchange) > LARGEST_READ_BYTES && { bytes: bodyBytes(chosen?.exchange) }
      ),
      warn('other_type', ({ chosen }) => otherType(chosen?.exchange)),
      warn('html_beside', ({ attempts }) => urlsWhere(attempts, isHtml)),
      warn('redirect_beside', ({ attempts }) => urlsWhere(attempts, redirects)),
      pass('json')
    ]
  }),
  defineCheck<{ configured: string; published: unknown }>({
    id: 'X-05',
    group: 'issuer',
    title: 'Issuer identical',
    source: 'RFC 8414 section 3.3; OpenID Connect Discovery section 4.3',
    given: givenIssuers,
    rules: [
      fail('absent', ({ published }) => typeof published !== 'string'),
      fail(
        'template',
        ({ published }) => typeof published === 'string' && published.includes('{') && { published }
      ),
      fail('slash', (issuers) => differsBySlash(issuers) && compareIssuers(issuers)),
      fail('differs', (issuers) => issuers.configured !== issuers.published && compareIssuers(issuers)),
      pass('identical', ({ configured }) => ({ configured }))
    ]
  }),
  defineCheck<readonly JsonObject[]>({
    id: 'X-06',
    group: 'issuer',
    title: 'Documents agree',
    source: 'RFC 9068 section 4',
    given: givenDocuments,
    rules: [
      fail('disagree', (documents) =>
        noticeList(
          'members',
          COMPARED.filter((name) => disagreeOn(documents, name))
        )
      ),
      pass('agree', (documents) => ({ count: documents.length }))
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-07',
    group: 'issuer',
    title: 'No empty members',
    source: 'RFC 8414 section 3.2',
    given: givenDocument,
    rules: [warn('empty', (document) => noticeList('members', emptyMembers(document))), pass('none')]
  })
]

// When nothing answers anywhere, the address is not the point.
function commonFailure(
  attempts: readonly MetadataAttempt[],
  isMeant: (failure: FailureKind) => boolean = () => true
) {
  const [first = 'other', ...others] = attempts.map(({ exchange }) =>
    exchange.outcome === 'failed' ? exchange.failure : 'answered'
  )
  return first !== 'answered' && isMeant(first) && others.every((one) => one === first) && { failure: first }
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

function urlsWhere(attempts: readonly MetadataAttempt[], pick: (exchange: Exchange) => boolean) {
  const picked = attempts.map(({ exchange }) => exchange).filter((exchange) => pick(exchange))
  return noticeList(
    'urls',
    picked.map(({ url }) => url)
  )
}

function redirects(exchange: Exchange): boolean {
  return redirectTarget(exchange) !== undefined
}

function redirectsElsewhere(exchange: Exchange): boolean {
  const target = redirectTarget(exchange)
  return target !== undefined && target.origin !== parseUrl(exchange.url)?.origin
}

function otherType(exchange: Exchange | undefined) {
  const type = mediaTypeOf(exchange) ?? 'none'
  return statusOf(exchange) === 200 && type !== 'application/json' && { type }
}

function givenIssuers({ settings, metadata }: DoctorFacts) {
  if (metadata.chosen === undefined) return missing('no_metadata')
  return { configured: settings.issuer, published: metadata.chosen.document['issuer'] }
}

function differsBySlash({ configured, published }: { configured: string; published: unknown }): boolean {
  return published === `${configured}/` || `${String(published)}/` === configured
}

function compareIssuers({ configured, published }: { configured: string; published: unknown }) {
  const other = String(published)
  const length = Math.max(configured.length, other.length)
  const at =
    Array.from({ length }, (_, index) => index).find((index) => configured[index] !== other[index]) ?? length
  return { configured, published: other, at }
}

// A document that names another issuer must not be used (RFC 8414 section 3.3), and nobody does.
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
