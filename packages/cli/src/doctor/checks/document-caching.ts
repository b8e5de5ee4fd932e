import { maxAgeSeconds, parseCacheControl } from '../../http/cache-control.ts'
import { headerLines, statusOf } from '../../http/exchange.ts'
import { defineCheck, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { noticeList } from './given.ts'

const SHORTEST_USEFUL_SECONDS = 300
const LONGEST_USEFUL_SECONDS = 86_400

interface CachedDocument {
  readonly name: string
  readonly directives: ReadonlyMap<string, string>
}

type Documents = readonly CachedDocument[]

/** How long the documents of the authorization server say that they may be kept. */
export const documentCachingChecks: readonly DoctorCheck[] = [
  defineCheck<Documents>({
    id: 'X-51',
    group: 'capabilities',
    title: 'Caching of documents',
    source: 'OpenID Connect Core section 10.1.1',
    given: givenDocuments,
    rules: [
      warn('not_stored', (documents) =>
        namesWhere(documents, ({ directives }) => directives.has('no-store'))
      ),
      warn('too_long', (documents) => namesWhere(documents, (one) => lifetime(one) > LONGEST_USEFUL_SECONDS)),
      pass('unsaid', (documents) =>
        namesWhere(documents, ({ directives }) => maxAgeSeconds(directives) === undefined)
      ),
      pass('short', (documents) => namesWhere(documents, (one) => lifetime(one) < SHORTEST_USEFUL_SECONDS)),
      pass('good')
    ]
  })
]

function givenDocuments({ metadata, keys }: DoctorFacts): Documents | Missing {
  const exchanges = { metadata: metadata.chosen?.exchange, 'key set': keys?.exchange }
  const documents = Object.entries(exchanges)
    .filter(([, exchange]) => statusOf(exchange) === 200)
    .map(([name, exchange]) => ({
      name,
      directives: parseCacheControl(headerLines(exchange, 'cache-control'))
    }))
  return documents.length === 0 ? missing('no_metadata') : documents
}

function namesWhere(documents: Documents, pick: (document: CachedDocument) => boolean) {
  return noticeList(
    'documents',
    documents.filter(pick).map(({ name }) => name)
  )
}

function lifetime({ directives }: CachedDocument): number {
  return maxAgeSeconds(directives) ?? 0
}
