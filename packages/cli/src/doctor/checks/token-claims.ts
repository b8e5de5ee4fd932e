import { isJsonObject, stringMember, textOf, type JsonObject } from '../../http/json.ts'
import { ALL_CLAIMS, claimsOfWrongType, claimsMissing, datesInMilliseconds } from './claim-shapes.ts'
import {
  defineCheck,
  fail,
  missing,
  pass,
  skip,
  warn,
  type DoctorCheck,
  type Missing
} from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { expectedAudience, givenToken, noticeList, type GivenToken } from './given.ts'
import { missingScopes, scopesOf } from '../../token/scopes-of.ts'

const ID_TOKEN_MARKS = ['nonce', 'at_hash', 'c_hash', 's_hash']
/** Claims in which servers name the kind of a token, and what they call those that are no access tokens. */
const KIND_CLAIMS = ['typ', 'token_use', 'tokenName', 'tokenType', 'token_type', 'purpose']
const OTHER_KIND = /^(?:id|refresh|offline|logout)(?:[-_ ]?token)?$/i
const ALWAYS_NEEDED = ['iss', 'exp']
const CLIENT_CLAIMS = ['client_id', 'azp']

interface GivenAudience {
  readonly expected: string
  readonly audiences: readonly string[]
}

/** What the sample token's claims say, nothing of it verified. */
export const tokenClaimChecks: readonly DoctorCheck[] = [
  defineCheck<GivenAudience>({
    id: 'X-33',
    group: 'token',
    title: 'Audience',
    source: 'RFC 9068 sections 3 and 4; RFC 8707 section 2',
    given: givenAudience,
    rules: [
      fail('missing', ({ audiences }) => audiences.length === 0),
      fail('slash', (given) => differsBySlash(given) && { ...given }),
      fail('different', (given) => !given.audiences.includes(given.expected) && { ...given }),
      warn('several', ({ audiences }) => audiences.length > 1 && { audiences }),
      pass('exact')
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-34',
    group: 'token',
    title: 'Required claims',
    source: 'RFC 9068 section 2.2; RFC 7519 section 2',
    given: givenToken,
    rules: [
      fail('missing', ({ claims }, facts) =>
        noticeList(
          'claims',
          claimsMissing(claims, isBoundByClient(claims, facts) ? ALWAYS_NEEDED : [...ALWAYS_NEEDED, 'aud'])
        )
      ),
      fail('wrong_type', ({ claims }) => noticeList('claims', claimsOfWrongType(claims))),
      fail('milliseconds', ({ claims }) => noticeList('claims', datesInMilliseconds(claims))),
      warn('incomplete', ({ claims }) => noticeList('claims', claimsMissing(claims, ALL_CLAIMS))),
      pass('complete')
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-35',
    group: 'token',
    title: 'Issuer of the token',
    source: 'RFC 9068 section 4',
    given: givenToken,
    rules: [
      fail(
        'differs',
        ({ claims }, { settings }) => claims['iss'] !== settings.issuer && { issuer: textOf(claims['iss']) }
      ),
      pass('equal')
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-36',
    group: 'token',
    title: 'No ID token',
    source: 'RFC 8725 section 3.12',
    given: givenToken,
    rules: [
      fail('named', ({ claims }) => noticeList('claims', claimsOfOtherKind(claims))),
      fail(
        'marks',
        (token) =>
          !isMarkedAccessToken(token) &&
          noticeList(
            'claims',
            ID_TOKEN_MARKS.filter((name) => token.claims[name] !== undefined)
          )
      ),
      fail('for_the_client', (token, facts) => isForItsClient(token, facts)),
      pass('access_token')
    ]
  }),
  defineCheck<JsonObject>({
    id: 'X-37',
    group: 'token',
    title: 'Scopes',
    source: 'RFC 9068 section 2.2.3; RFC 6749 section 3.3',
    given: (facts) => {
      const token = givenToken(facts)
      return 'missing' in token ? token : token['claims']
    },
    rules: [
      fail('insufficient', (claims, { settings }) => lacking(claims, settings.scopes ?? [])),
      warn('array', (claims) => Array.isArray(claims['scope'])),
      warn('scp', (claims) => claims['scope'] === undefined && claims['scp'] !== undefined),
      warn('roles_only', (claims) => scopesOf(claims).length === 0 && hasRoles(claims)),
      warn('none', (claims) => scopesOf(claims).length === 0),
      pass('granted', (claims) => ({ scopes: scopesOf(claims) }))
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-40',
    group: 'token',
    title: 'User and client apart',
    source: 'RFC 9700 section 4.15',
    given: givenToken,
    rules: [
      warn('same', ({ claims }) => isUserToken(claims) && claims['sub'] === claims['client_id']),
      skip('not_needed', ({ claims }) => claims['sub'] === claims['client_id']),
      pass('apart')
    ]
  })
]

function claimsOfOtherKind(claims: JsonObject): readonly string[] {
  return KIND_CLAIMS.filter((name) => OTHER_KIND.test(stringMember(claims, name) ?? ''))
}

function givenAudience(facts: DoctorFacts): GivenAudience | Missing {
  const token = givenToken(facts)
  const expected = expectedAudience(facts)
  if ('missing' in token) return missing(facts.token === undefined ? 'no_token' : 'unreadable_token')
  if (expected === undefined) return missing('needs_audience')
  return { expected, audiences: audiencesOf(token.claims) }
}

function audiencesOf(claims: JsonObject): readonly string[] {
  const audience = claims['aud']
  return (Array.isArray(audience) ? audience : [audience]).filter((one) => typeof one === 'string')
}

// An API that names no audience names its clients, and the client counts where a token has no audience.
function isBoundByClient(claims: JsonObject, facts: DoctorFacts): boolean {
  const client = CLIENT_CLAIMS.map((name) => claims[name]).find((value) => typeof value === 'string')
  const isNamed = client !== undefined && client === facts.settings.clientId
  return isNamed && claims['aud'] === undefined && expectedAudience(facts) === undefined
}

function differsBySlash({ audiences, expected }: GivenAudience): boolean {
  return (
    !audiences.includes(expected) && audiences.some((one) => one === `${expected}/` || `${one}/` === expected)
  )
}

function isMarkedAccessToken({ header, claims }: GivenToken): boolean {
  const isTyped = /^(?:application\/)?at\+jwt$/i.test(stringMember(header, 'typ') ?? '')
  return isTyped || claims['scope'] !== undefined || claims['scp'] !== undefined
}

function isForItsClient(token: GivenToken, facts: DoctorFacts): boolean {
  const { claims } = token
  const [only, ...others] = audiencesOf(claims)
  const client = stringMember(claims, 'client_id') ?? stringMember(claims, 'azp') ?? facts.settings.clientId
  if (only === undefined || others.length > 0 || isMarkedAccessToken(token)) return false
  return only === client && only !== expectedAudience(facts)
}

function lacking(claims: JsonObject, required: readonly string[]) {
  const lacks = missingScopes(claims, required)
  return lacks.length > 0 && { granted: scopesOf(claims), required, missing: lacks }
}

function hasRoles(claims: JsonObject): boolean {
  return (
    ['roles', 'permissions', 'groups', 'cognito:groups'].some((name) => Array.isArray(claims[name])) ||
    isJsonObject(claims['realm_access'])
  )
}

function isUserToken(claims: JsonObject): boolean {
  return claims['auth_time'] !== undefined || scopesOf(claims).includes('openid')
}
