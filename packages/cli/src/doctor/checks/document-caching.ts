import { maxAgeSeconds, parseCacheControl } from '../../http/cache-control.ts'
import { headerLines, statusOf } from '../../http/exchange.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, missing, pass, warn, type DoctorCheck, type Missing } from './doctor-check.ts'

const SHORTEST_USEFUL_SECONDS = 300
const LONGEST_USEFUL_SECONDS = 86_400

interface CachedDocument {
  readonly name: string
  readonly directives: ReadonlyMap<string, string>
}

type Documents = readonly CachedDocument[]

/** Check of how long clients can cache the documents of the authorization server. */
export const documentCachingChecks: readonly DoctorCheck[] = [
  defineCheck('X-51', givenDocuments, [
    warn('not_stored', (documents) => namesOf(documents, ({ directives }) => directives.has('no-store'))),
    warn('too_long', (documents) => namesOf(documents, (one) => lifetime(one) > LONGEST_USEFUL_SECONDS)),
    pass('unsaid', (documents) => namesOf(documents, (one) => maxAgeSeconds(one.directives) === undefined)),
    pass('short', (documents) => namesOf(documents, (one) => lifetime(one) < SHORTEST_USEFUL_SECONDS)),
    pass('good')
  ])
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

function namesOf(documents: Documents, pick: (document: CachedDocument) => boolean) {
  return { documents: documents.filter(pick).map(({ name }) => name) }
}

function lifetime({ directives }: CachedDocument): number {
  return maxAgeSeconds(directives) ?? 0
}
