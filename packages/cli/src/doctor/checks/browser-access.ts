import { headerLine, statusOf, type Exchange } from '../../http/exchange.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { CorsFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { noticeList } from './given.ts'

/** Whether a page of the given origin can use the authorization server, and only where it should. */
export const browserAccessChecks: readonly DoctorCheck[] = [
  defineCheck<CorsFacts>({
    id: 'X-19',
    group: 'issuer',
    title: 'CORS for the browser',
    source: 'RFC 10017 section 6.3.3.4',
    given: givenCors,
    rules: [
      fail(
        'token_endpoint',
        ({ tokenPreflight }, { settings }) =>
          tokenPreflight !== undefined && !allowsPreflight(tokenPreflight, settings.origin)
      ),
      warn(
        'no_dpop',
        ({ tokenPreflight }, { metadata }) =>
          announcesDpop(metadata.chosen?.document) && !allowsHeader(tokenPreflight, 'dpop')
      ),
      warn('documents', (cors, { settings }) =>
        noticeList('documents', unreadableDocuments(cors, settings.origin))
      ),
      pass('allowed')
    ]
  }),
  defineCheck<Exchange>({
    id: 'X-20',
    group: 'issuer',
    title: 'No CORS on sign-in',
    source: 'RFC 9700 section 2.6',
    given: (facts) => {
      const cors = givenCors(facts)
      return 'missing' in cors ? cors : (cors.authorization ?? missing('no_endpoint'))
    },
    rules: [
      fail('present', (exchange, { settings }) => settings.profile === 'fapi2' && hasCors(exchange)),
      warn('present', (exchange) => hasCors(exchange)),
      pass('absent')
    ]
  })
]

function givenCors({ cors, metadata }: DoctorFacts): CorsFacts | Missing {
  if (metadata.chosen === undefined) return missing('no_metadata')
  return cors ?? missing('no_origin')
}

function hasCors(exchange: Exchange): boolean {
  return headerLine(exchange, 'access-control-allow-origin') !== undefined
}

/** Whether an answer may be read by a page of the origin (Fetch, CORS check). */
export function allowsOrigin(exchange: Exchange | undefined, origin: string | undefined): boolean {
  const allowed = headerLine(exchange, 'access-control-allow-origin')
  return allowed !== undefined && (allowed === '*' || allowed === origin)
}

/** Whether a preflight permits a request of the origin: a 2xx status and the origin named. */
export function allowsPreflight(exchange: Exchange | undefined, origin: string | undefined): boolean {
  const status = statusOf(exchange) ?? 0
  return status >= 200 && status < 300 && allowsOrigin(exchange, origin)
}

/** Whether a preflight names a header. `*` does, but not for `Authorization` (Fetch). */
export function allowsHeader(exchange: Exchange | undefined, name: string): boolean {
  const allowed = (headerLine(exchange, 'access-control-allow-headers') ?? '').toLowerCase().split(',')
  const names = new Set(allowed.map((one) => one.trim()))
  return names.has(name) || (names.has('*') && name !== 'authorization')
}

function announcesDpop(document: Readonly<Record<string, unknown>> | undefined): boolean {
  return document?.['dpop_signing_alg_values_supported'] !== undefined
}

function unreadableDocuments({ metadata, keys }: CorsFacts, origin: string | undefined): readonly string[] {
  const documents = { metadata, 'key set': keys }
  return Object.entries(documents)
    .filter(([, exchange]) => exchange !== undefined && !allowsOrigin(exchange, origin))
    .map(([name]) => name)
}
