import { maxAgeSeconds, parseCacheControl } from '../../http/cache-control.ts'
import { headerLines, isSuccess, statusOf } from '../../http/exchange.ts'
import { redirectTarget } from '../../http/media.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import type { ApiFacts, DoctorFacts } from '../facts/doctor-facts.ts'
import { isAccepted, tokenChallenges } from './api-answers.ts'
import {
  defineCheck,
  derive,
  fail,
  missing,
  pass,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { apiNeeds, givenApi } from './given.ts'

const ERROR_MEMBERS = ['error', 'error_description', 'error_uri']
const LEGAL_VALUE = /^[\u0020\u0021\u0023-\u005B\u005D-\u007E]*$/

/** Checks of the API's answer to a request without a token. */
export const apiChallengeChecks: readonly DoctorCheck[] = [
  defineCheck('Y-01', ({ api }: DoctorFacts) => api ?? missing('no_api'), [
    fail('unreachable', ({ bare }) => bare.outcome === 'failed' && { failure: bare.failure }),
    fail('open', (api) => isSuccess(api.bare) && status(api)),
    fail('redirect', (api) => redirectTarget(api.bare) !== undefined && status(api)),
    fail('other_status', (api) => statusOf(api.bare) !== 401 && status(api)),
    fail('no_challenge', ({ challenges }) => challenges.lines.length === 0),
    fail('other_scheme', ({ challenges }) => tokenChallenges(challenges).length === 0),
    warn('error_present', ({ challenges }) => tokenChallenges(challenges).some(hasError)),
    warn('bare_scheme', ({ challenges }) =>
      tokenChallenges(challenges).some((one) => one.parameters.size === 0)
    ),
    pass('challenge', ({ challenges }) => ({
      schemes: tokenChallenges(challenges).map(({ scheme }) => scheme)
    }))
  ]),
  defineCheck('Y-08', givenDpop, [
    fail('downgrade', ({ probes }) => isAccepted(probes?.boundAsBearer)),
    fail('absent', (api, facts) => apiNeeds(facts, 'dpop') && dpopChallenge(api) === undefined),
    warn('no_algorithms', (api) => dpopChallenge(api)?.parameters.has('algs') === false),
    pass('present', (api) => announcedAlgorithms(api))
  ]),
  defineCheck('Y-09', givenChallenge, [
    fail('broken', ({ challenges }) => challenges.breaksAt !== undefined && { at: challenges.breaksAt }),
    fail('repeated', ({ challenges }) => ({ names: challenges.challenges.flatMap((one) => one.repeated) })),
    fail('illegal_characters', ({ challenges }) => ({
      names: challenges.challenges.flatMap(illegalParameters)
    })),
    warn('shared_line', ({ challenges }) => challenges.mostOnOneLine > 1),
    pass('well_formed')
  ]),
  defineCheck(
    'Y-10',
    (facts: DoctorFacts) =>
      derive(givenApi(facts), ({ bare }) => parseCacheControl(headerLines(bare, 'cache-control'))),
    [
      fail('shared', (directives) => directives.has('public') || directives.has('s-maxage')),
      warn('cacheable', (directives) => !directives.has('no-store') && (maxAgeSeconds(directives) ?? 0) > 0),
      warn('unsaid', (directives) => !directives.has('no-store')),
      pass('no_store')
    ]
  )
]

function status({ bare }: ApiFacts) {
  return { status: statusOf(bare) ?? 0 }
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
  return derive(givenApi(facts), (api) => {
    const announced = dpopChallenge(api) ?? api.probes?.boundAsBearer
    return apiNeeds(facts, 'dpop') || announced !== undefined ? api : missing('not_needed')
  })
}

function givenChallenge(facts: DoctorFacts): ApiFacts | Missing {
  return derive(givenApi(facts), (api) =>
    api.challenges.lines.length === 0 ? missing('no_api_answer') : api
  )
}
