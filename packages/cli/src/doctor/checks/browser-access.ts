import type { Exchange } from '../../http/exchange.ts'
import type { CorsFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { allowsHeader, allowsOrigin, allowsPreflight, hasCors } from './cors.ts'
import {
  defineCheck,
  derive,
  fail,
  failIn,
  missing,
  pass,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { announcesDpop, apiNeeds } from './given.ts'

interface TokenAccess extends CorsFacts {
  /** the answer to a token request of the page; undefined if none was sent, or none came */
  readonly posted: Exchange | undefined
}

/** Checks that a page of the origin can use the authorization server, and only as it should. */
export const browserAccessChecks: readonly DoctorCheck[] = [
  defineCheck('X-19', givenTokenAccess, [
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
    warn('documents', (access, { settings }) => unreadableDocuments(access, settings.origin)),
    pass('preflight_allowed', ({ posted }) => posted === undefined),
    pass('allowed')
  ]),
  defineCheck('X-20', givenAuthorization, [
    ...failIn<Exchange>('fapi2', 'present', (exchange) => hasCors(exchange)),
    pass('absent')
  ])
]

function givenCors({ cors, metadata }: DoctorFacts): CorsFacts | Missing {
  if (metadata.chosen === undefined) return missing('no_metadata')
  return cors ?? missing('no_origin')
}

function givenTokenAccess(facts: DoctorFacts): TokenAccess | Missing {
  return derive(givenCors(facts), (cors) => {
    if (cors.tokenPreflight === undefined) return missing('no_endpoint')
    const posted = facts.serverProbes?.bogusCodeFromPage
    const access = { ...cors, posted: posted?.outcome === 'answered' ? posted : undefined }
    const isSilent = cors.tokenPreflight.outcome === 'failed' && access.posted === undefined
    return isSilent ? missing('no_endpoint_answer') : access
  })
}

function givenAuthorization(facts: DoctorFacts): Exchange | Missing {
  return derive(givenCors(facts), ({ authorization }) => {
    if (authorization === undefined) return missing('no_endpoint')
    return authorization.outcome === 'failed' ? missing('no_endpoint_answer') : authorization
  })
}

// A page can post a form without a preflight, but not with a DPoP proof.
function needsPreflight(facts: DoctorFacts): boolean {
  return announcesDpop(facts) || apiNeeds(facts, 'dpop')
}

function refusesOrigin({ posted }: TokenAccess, { settings }: DoctorFacts): boolean {
  return posted !== undefined && !allowsOrigin(posted, settings.origin)
}

function refusesPreflight({ tokenPreflight }: TokenAccess, { settings }: DoctorFacts): boolean {
  return !allowsPreflight(tokenPreflight, settings.origin)
}

function unreadableDocuments({ metadata, keys }: CorsFacts, origin: string | undefined) {
  const documents = Object.entries({ metadata, 'key set': keys })
  const isUnreadable = (exchange?: Exchange) => exchange !== undefined && !allowsOrigin(exchange, origin)
  return { documents: documents.flatMap(([name, exchange]) => (isUnreadable(exchange) ? [name] : [])) }
}
