import { inspectScopes, type ErrorCode } from '@portcullis/core/inspect'
import { isJsonObject, stringMember, textOf, type JsonObject } from '../../json/json.ts'
import { recognizeProvider } from '../../provider/recognize-provider.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { claimFailures, presetFailures } from './claim-failures.ts'
import { ALL_CLAIMS, claimsMissing, claimsOfWrongType, datesInMilliseconds } from './claim-shapes.ts'
import {
  defineCheck,
  derive,
  fail,
  missing,
  pass,
  skip,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { differsBySlash, expectedAudience, givenToken, type GivenToken } from './given.ts'

const OTHER_KINDS: readonly ErrorCode[] = ['token_not_access_token', 'token_is_id_token']
const ALWAYS_NEEDED = ['iss', 'exp']
const CLIENT_CLAIMS = ['client_id', 'azp']
const NAME_CLAIMS = ['roles', 'permissions', 'groups', 'cognito:groups']

interface GivenAudience {
  readonly expected: string
  readonly audiences: readonly string[]
}

/** Checks of the sample token's claims, which are not verified. */
export const tokenClaimChecks: readonly DoctorCheck[] = [
  defineCheck('X-33', givenAudience, [
    fail('missing', ({ audiences }) => audiences.length === 0),
    fail('slash', (given) => isOffBySlash(given) && { ...given }),
    fail('different', (given) => !given.audiences.includes(given.expected) && { ...given }),
    warn('several', ({ audiences }) => audiences.length > 1 && { audiences }),
    pass('exact')
  ]),
  defineCheck('X-34', givenToken, [
    fail('missing', ({ claims }, facts) => ({ claims: claimsMissing(claims, neededClaims(claims, facts)) })),
    fail('wrong_type', ({ claims }) => ({ claims: claimsOfWrongType(claims) })),
    fail('milliseconds', ({ claims }) => ({ claims: datesInMilliseconds(claims) })),
    warn('incomplete', ({ claims }) => ({ claims: claimsMissing(claims, ALL_CLAIMS) })),
    pass('complete')
  ]),
  defineCheck('X-35', givenToken, [
    fail('missing', ({ claims: { iss } }) => typeof iss !== 'string'),
    fail(
      'differs',
      ({ claims: { iss } }, { settings }) => iss !== settings.issuer && { issuer: textOf(iss) }
    ),
    pass('equal')
  ]),
  defineCheck('X-36', givenToken, [
    fail('named', (token, facts) => ({ claims: marksOf('token_not_access_token', token, facts) })),
    fail('for_the_client', (token, facts) => isForItsClient(token, facts)),
    fail('marks', (token, facts) => ({ claims: marksOf('token_is_id_token', token, facts) })),
    fail('preset_refuses', (token, facts) => presetRefusal(token, facts)),
    pass('access_token')
  ]),
  defineCheck('X-37', (facts: DoctorFacts) => derive(givenToken(facts), ({ claims }) => claims), [
    fail('insufficient', (claims, { settings }) => missingScopes(claims, settings.scopes ?? [])),
    warn('array', (claims) => Array.isArray(claims['scope'])),
    warn('scp', (claims) => claims['scope'] === undefined && claims['scp'] !== undefined),
    warn('roles_only', (claims) => inspectScopes(claims).length === 0 && hasRoles(claims)),
    warn('none', (claims) => inspectScopes(claims).length === 0),
    pass('granted', (claims) => ({ scopes: inspectScopes(claims) }))
  ]),
  defineCheck('X-40', givenToken, [
    skip('not_needed', ({ claims: { sub, client_id: id } }) =>
      typeof sub !== 'string' || typeof id !== 'string'),
    warn('same', ({ claims }) => isUserToken(claims) && claims['sub'] === claims['client_id']),
    skip('not_needed', ({ claims }) => claims['sub'] === claims['client_id']),
    pass('apart')
  ])
]

function givenAudience(facts: DoctorFacts): GivenAudience | Missing {
  return derive(givenToken(facts), ({ claims }) => {
    const expected = expectedAudience(facts)
    return expected === undefined ? missing('needs_audience') : { expected, audiences: audiencesOf(claims) }
  })
}

function audiencesOf({ aud }: JsonObject): readonly string[] {
  return [aud].flat().filter((one) => typeof one === 'string')
}

function isOffBySlash({ audiences, expected }: GivenAudience): boolean {
  return !audiences.includes(expected) && audiences.some((one) => differsBySlash(one, expected))
}

function neededClaims(claims: JsonObject, facts: DoctorFacts): readonly string[] {
  return isBoundByClient(claims, facts) ? ALWAYS_NEEDED : [...ALWAYS_NEEDED, 'aud']
}

/** Returns whether the token has no audience, and the API accepts it by its client instead. */
function isBoundByClient(claims: JsonObject, facts: DoctorFacts): boolean {
  const client = CLIENT_CLAIMS.map((name) => claims[name]).find((value) => typeof value === 'string')
  const isNamed = client !== undefined && client === facts.settings.clientId
  return isNamed && claims['aud'] === undefined && expectedAudience(facts) === undefined
}

function marksOf(code: ErrorCode, token: GivenToken, facts: DoctorFacts): readonly string[] {
  return claimFailures(token, facts).flatMap((failure) => (failure.code === code ? [failure.claim] : []))
}

// An ID token without `client_id` and `azp` is only recognized if the option names the client.
function isForItsClient(token: GivenToken, facts: DoctorFacts): boolean {
  const { claims } = token
  if (marksOf('token_is_id_token', token, facts).includes('aud')) return true
  const [only, ...others] = audiencesOf(claims)
  const isUnknown = CLIENT_CLAIMS.every((name) => stringMember(claims, name) === undefined)
  const isClient = only !== undefined && only === facts.settings.clientId && only !== expectedAudience(facts)
  return isUnknown && isClient && others.length === 0 && inspectScopes(claims).length === 0
}

function presetRefusal(token: GivenToken, facts: DoctorFacts) {
  const failure = presetFailures(token, facts).find(({ code }) => OTHER_KINDS.includes(code))
  const preset = recognizeProvider(facts.settings.issuer, facts.metadata.chosen?.document)?.preset ?? ''
  return failure !== undefined && { preset, why: failure.hint }
}

function missingScopes(claims: JsonObject, required: readonly string[]) {
  const granted = inspectScopes(claims)
  const lacking = required.filter((scope) => !granted.includes(scope))
  return lacking.length > 0 && { granted, required, missing: lacking }
}

function hasRoles(claims: JsonObject): boolean {
  return NAME_CLAIMS.some((name) => Array.isArray(claims[name])) || isJsonObject(claims['realm_access'])
}

function isUserToken(claims: JsonObject): boolean {
  return claims['auth_time'] !== undefined || inspectScopes(claims).includes('openid')
}
