import type { Exchange } from '../../http/exchange.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { CorsFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { allowsHeader, allowsOrigin, allowsPreflight, hasCors } from './cors.ts'
import { apiNeeds, noticeList } from './given.ts'

interface TokenAccess extends CorsFacts {
  /** what a token request of the page was answered; undefined where none was sent, or none answered */
  readonly posted: Exchange | undefined
}

/** Whether a page of the given origin can use the authorization server, and only where it should. */
export const browserAccessChecks: readonly DoctorCheck[] = [
  defineCheck<TokenAccess>({
    id: 'X-19',
    group: 'issuer',
    title: 'CORS for the browser',
    source: 'RFC 10017 section 6.3.3.4',
    given: givenTokenAccess,
    rules: [
      fail(
        'token_endpoint',
        (access, facts) => facts.settings.clientId !== undefined && refusesOrigin(access, facts)
      ),
      fail('preflight', (access, facts) => needsPreflight(facts) && refusesPreflight(access, facts)),
      warn(
        'no_dpop',
        ({ tokenPreflight }, facts) => announcesDpop(facts) && !allowsHeader(tokenPreflight, 'dpop')
      ),
      warn('unknown_client', refusesOrigin),
      warn('preflight', (access, facts) => access.posted === undefined && refusesPreflight(access, facts)),
      warn('documents', (access, { settings }) =>
        noticeList('documents', unreadableDocuments(access, settings.origin))
      ),
      pass('preflight_allowed', ({ posted }) => posted === undefined),
      pass('allowed')
    ]
  }),
  defineCheck<Exchange>({
    id: 'X-20',
    group: 'issuer',
    title: 'No CORS on sign-in',
    source: 'RFC 9700 section 2.6',
    given: givenAuthorization,
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

function givenTokenAccess(facts: DoctorFacts): TokenAccess | Missing {
  const cors = givenCors(facts)
  if ('missing' in cors) return cors
  if (cors.tokenPreflight === undefined) return missing('no_endpoint')
  const posted = facts.serverProbes?.bogusCodeFromPage
  const access = { ...cors, posted: posted?.outcome === 'answered' ? posted : undefined }
  const isSilent = cors.tokenPreflight.outcome === 'failed' && access.posted === undefined
  return isSilent ? missing('no_endpoint_answer') : access
}

function givenAuthorization(facts: DoctorFacts): Exchange | Missing {
  const cors = givenCors(facts)
  if ('missing' in cors) return cors
  if (cors.authorization === undefined) return missing('no_endpoint')
  return cors.authorization.outcome === 'failed' ? missing('no_endpoint_answer') : cors.authorization
}

// A form may be posted without a preflight; what comes with a DPoP proof may not.
function needsPreflight(facts: DoctorFacts): boolean {
  return announcesDpop(facts) || apiNeeds(facts, 'dpop')
}

function refusesOrigin({ posted }: TokenAccess, { settings }: DoctorFacts): boolean {
  return posted !== undefined && !allowsOrigin(posted, settings.origin)
}

function refusesPreflight({ tokenPreflight }: TokenAccess, { settings }: DoctorFacts): boolean {
  return !allowsPreflight(tokenPreflight, settings.origin)
}

function announcesDpop({ metadata }: DoctorFacts): boolean {
  return metadata.chosen?.document['dpop_signing_alg_values_supported'] !== undefined
}

function unreadableDocuments({ metadata, keys }: CorsFacts, origin: string | undefined): readonly string[] {
  const documents = { metadata, 'key set': keys }
  return Object.entries(documents)
    .filter(([, exchange]) => exchange !== undefined && !allowsOrigin(exchange, origin))
    .map(([name]) => name)
}
