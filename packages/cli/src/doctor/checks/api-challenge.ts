import { maxAgeSeconds, parseCacheControl } from '../../http/cache-control.ts'
import { headerLines, statusOf } from '../../http/exchange.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import { redirectTarget } from '../../http/media.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { ApiFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { isAccepted, tokenChallenges } from './api-answers.ts'
import { apiNeeds, givenApi, noticeList } from './given.ts'

const ERROR_MEMBERS = ['error', 'error_description', 'error_uri']
const LEGAL_VALUE = /^[\u0020\u0021\u0023-\u005B\u005D-\u007E]*$/

/** How the API answers a request without a token. */
export const apiChallengeChecks: readonly DoctorCheck[] = [
  defineCheck<ApiFacts>({
    id: 'Y-01',
    group: 'api',
    title: 'No token',
    source: 'RFC 6750 sections 3 and 3.1',
    given: ({ api }) => api ?? missing('no_api'),
    rules: [
      fail('unreachable', ({ bare }) => bare.outcome === 'failed' && { failure: bare.failure }),
      fail('open', (api) => statusClass(api) === 2 && { status: status(api) }),
      fail('redirect', ({ bare }) => redirectTarget(bare) !== undefined && { status: statusOf(bare) ?? 0 }),
      fail('other_status', (api) => status(api) !== 401 && { status: status(api) }),
      fail('no_challenge', ({ challenges }) => challenges.lines.length === 0),
      fail('other_scheme', ({ challenges }) => tokenChallenges(challenges).length === 0),
      warn('error_present', ({ challenges }) => tokenChallenges(challenges).some(hasError)),
      warn('bare_scheme', ({ challenges }) =>
        tokenChallenges(challenges).some(({ parameters }) => parameters.size === 0)
      ),
      pass('challenge', ({ challenges }) => ({
        schemes: tokenChallenges(challenges).map(({ scheme }) => scheme)
      }))
    ]
  }),
  defineCheck<ApiFacts>({
    id: 'Y-08',
    group: 'api',
    title: 'DPoP challenge',
    source: 'RFC 9449 sections 7.1 and 7.2',
    given: givenDpop,
    rules: [
      fail('downgrade', ({ probes }) => isAccepted(probes?.boundAsBearer)),
      fail('absent', (api, facts) => apiNeeds(facts, 'dpop') && dpopChallenge(api) === undefined),
      warn('no_algorithms', (api) => dpopChallenge(api)?.parameters.has('algs') === false),
      pass('present', (api) => announcedAlgorithms(api))
    ]
  }),
  defineCheck<ApiFacts>({
    id: 'Y-09',
    group: 'api',
    title: 'Challenge grammar',
    source: 'RFC 9110 section 11; RFC 6750 section 3',
    given: givenChallenge,
    rules: [
      fail('broken', ({ challenges }) => challenges.breaksAt !== undefined && { at: challenges.breaksAt }),
      fail('repeated', ({ challenges }) =>
        noticeList(
          'names',
          challenges.challenges.flatMap(({ repeated }) => repeated)
        )
      ),
      fail('illegal_characters', ({ challenges }) =>
        noticeList('names', challenges.challenges.flatMap(illegalParameters))
      ),
      warn('shared_line', ({ challenges }) => challenges.mostOnOneLine > 1),
      pass('well_formed')
    ]
  }),
  defineCheck<ReadonlyMap<string, string>>({
    id: 'Y-10',
    group: 'api',
    title: 'Refusals not cached',
    source: 'RFC 9111 section 3.5; RFC 9449 section 8.2',
    given: (facts) => {
      const api = givenApi(facts)
      return 'missing' in api ? api : parseCacheControl(headerLines(api.bare, 'cache-control'))
    },
    rules: [
      fail('shared', (directives) => directives.has('public') || directives.has('s-maxage')),
      warn('cacheable', (directives) => !directives.has('no-store') && (maxAgeSeconds(directives) ?? 0) > 0),
      warn('unsaid', (directives) => !directives.has('no-store')),
      pass('no_store')
    ]
  })
]

function status({ bare }: ApiFacts): number {
  return statusOf(bare) ?? 0
}

function statusClass(api: ApiFacts): number {
  return Math.trunc(status(api) / 100)
}

function hasError({ parameters }: ParsedChallenge): boolean {
  return ERROR_MEMBERS.some((name) => parameters.has(name))
}

function illegalParameters({ parameters }: ParsedChallenge): readonly string[] {
  return [...ERROR_MEMBERS, 'scope'].filter((name) => !LEGAL_VALUE.test(parameters.get(name) ?? ''))
}

function dpopChallenge({ challenges }: ApiFacts): ParsedChallenge | undefined {
  return challenges.challenges.find(({ scheme }) => scheme.toLowerCase() === 'dpop')
}

function announcedAlgorithms(api: ApiFacts) {
  const algorithms = dpopChallenge(api)?.parameters.get('algs')
  return algorithms !== undefined && { algorithms }
}

function givenDpop(facts: DoctorFacts): ApiFacts | Missing {
  const api = givenApi(facts)
  if ('missing' in api) return api
  const matters =
    apiNeeds(facts, 'dpop') || dpopChallenge(api) !== undefined || api.probes?.boundAsBearer !== undefined
  return matters ? api : missing('not_needed')
}

function givenChallenge(facts: DoctorFacts): ApiFacts | Missing {
  const api = givenApi(facts)
  if ('missing' in api) return api
  return api.challenges.lines.length === 0 ? missing('no_api_answer') : api
}
