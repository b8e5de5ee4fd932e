import { headerLine, type Exchange } from '../../http/exchange.ts'
import { isJsonObject, numberMember, stringMember, textOf, type JsonObject } from '../../http/json.ts'
import type { DecodedToken } from '../../token/decode-token.ts'
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
import { isJoseAlgorithm, keysFor } from '../keys/usable-keys.ts'
import { claimsOfWrongType } from './claim-shapes.ts'
import { givenToken, noticeList, type GivenToken } from './given.ts'

const HOUR_SECONDS = 3600
const QUARTER_SECONDS = 900
const DAY_SECONDS = 86_400
const COMFORTABLE_BYTES = 4096
const LARGEST_BYTES = 8192
const SKEW_NOTICED_SECONDS = 5
const SKEW_HARMFUL_SECONDS = 60
/** What an API forgives clocks by default. */
const TOLERANCE_SECONDS = 30
const ACCESS_TOKEN_TYPE = /^(?:application\/)?at\+jwt$/i

/** Form, header, size and clock of the sample token. */
export const tokenFormChecks: readonly DoctorCheck[] = [
  defineCheck<DecodedToken>({
    id: 'X-31',
    group: 'token',
    title: 'Form and lifetime',
    source: 'RFC 9068 section 2; RFC 6750 section 5.3',
    given: ({ token }) => token ?? missing('no_token'),
    rules: [
      fail('opaque', ({ form }) => form === 'opaque'),
      fail('encrypted', ({ form }) => form === 'jwe'),
      fail('malformed', ({ form }) => form === 'malformed'),
      fail('no_expiry', ({ claims }) => claims?.['exp'] === undefined),
      fail('wrong_type', ({ claims = {} }) => noticeList('claims', lifetimeOfWrongType(claims))),
      fail('not_yet_valid', ({ claims }, { now }) => validIn(claims, now)),
      fail('very_long', ({ claims }, { now }) => livesLonger(claims, now, DAY_SECONDS)),
      warn('expired', ({ claims }, { now }) => expiredFor(claims, now)),
      warn('long', ({ claims }, { now }) => livesLonger(claims, now, HOUR_SECONDS)),
      warn(
        'long_bound',
        ({ claims }, { now }) => isProofBound(claims) && livesLonger(claims, now, QUARTER_SECONDS)
      ),
      pass('good', ({ claims }, { now }) => ({ seconds: lifetime(claims, now) }))
    ]
  }),
  defineCheck<GivenToken>({
    id: 'X-32',
    group: 'token',
    title: 'Token header',
    source: 'RFC 9068 section 4',
    given: givenToken,
    rules: [
      fail('unsigned', ({ header }) => textOf(header['alg']).toLowerCase() === 'none'),
      fail(
        'symmetric',
        ({ header }) => textOf(header['alg']).startsWith('HS') && { algorithm: textOf(header['alg']) }
      ),
      fail(
        'unknown_algorithm',
        ({ header }) => !isJoseAlgorithm(textOf(header['alg'])) && { algorithm: textOf(header['alg']) }
      ),
      fail('unknown_kid', ({ header }, facts) => isUnknownKid(header, facts)),
      fail('unfit_key', ({ header }, facts) => hasNoKey(header, facts)),
      fail('bad_signature', (_, { isTokenSigned }) => isTokenSigned === false),
      fail('other_type', ({ header }) => isOtherType(header) && { type: typeOf(header) ?? 'no string' }),
      warn('no_kid', ({ header }) => header['kid'] === undefined),
      warn('general_type', ({ header }) => !isAccessTokenType(header) && { type: typeOf(header) ?? 'none' }),
      skip('no_keys', (_, { keys }) => keys?.keys === undefined),
      pass('access_token')
    ]
  }),
  defineCheck<DecodedToken>({
    id: 'X-41',
    group: 'token',
    title: 'Size',
    source: 'OURS: Node reads 16 KiB of header',
    given: ({ token }) => token ?? missing('no_token'),
    rules: [
      fail('too_large', ({ bytes }) => bytes > LARGEST_BYTES && { bytes }),
      warn('large', ({ bytes }) => bytes >= COMFORTABLE_BYTES && { bytes }),
      pass('small', ({ bytes }) => ({ bytes }))
    ]
  }),
  defineCheck<number>({
    id: 'X-42',
    group: 'issuer',
    title: 'Clocks',
    source: 'FAPI 2.0 section 5.3.2.1',
    given: givenSkew,
    rules: [
      fail(
        'far_apart',
        (seconds) => Math.abs(seconds) > SKEW_HARMFUL_SECONDS && { seconds: Math.round(Math.abs(seconds)) }
      ),
      warn(
        'apart',
        (seconds) => Math.abs(seconds) > SKEW_NOTICED_SECONDS && { seconds: Math.round(Math.abs(seconds)) }
      ),
      pass('together')
    ]
  })
]

function lifetimeOfWrongType(claims: JsonObject): readonly string[] {
  return claimsOfWrongType(claims).filter((name) => name === 'exp' || name === 'iat')
}

// Without `iat` what is left of it counts: it lives at least that long.
function lifetime(claims: JsonObject | undefined, now: number): number {
  const issued = numberMember(claims, 'iat') ?? now
  return Math.round((numberMember(claims, 'exp') ?? issued) - issued)
}

function livesLonger(claims: JsonObject | undefined, now: number, limit: number) {
  const seconds = lifetime(claims, now)
  return seconds > limit && { seconds }
}

function expiredFor(claims: JsonObject | undefined, now: number) {
  const expiry = claims && numberMember(claims, 'exp')
  return expiry !== undefined && expiry <= now && { seconds: now - expiry }
}

function validIn(claims: JsonObject | undefined, now: number) {
  const start = numberMember(claims, 'nbf') ?? 0
  return start > now + TOLERANCE_SECONDS && { seconds: start - now }
}

function isProofBound(claims: JsonObject | undefined): boolean {
  const confirmation = claims?.['cnf']
  return isJsonObject(confirmation) && confirmation['jkt'] !== undefined
}

function isUnknownKid(header: JsonObject, { keys }: DoctorFacts): boolean {
  const kid = header['kid']
  return kid !== undefined && keys?.keys !== undefined && !keys.keys.some((key) => key['kid'] === kid)
}

function hasNoKey(header: JsonObject, { keys }: DoctorFacts): boolean {
  return keys?.keys !== undefined && keysFor(header, keys.keys).length === 0
}

function isAccessTokenType(header: JsonObject): boolean {
  return ACCESS_TOKEN_TYPE.test(stringMember(header, 'typ') ?? '')
}

function typeOf(header: JsonObject): string | undefined {
  return stringMember(header, 'typ')
}

function isOtherType(header: JsonObject): boolean {
  return header['typ'] !== undefined && typeOf(header)?.toUpperCase() !== 'JWT' && !isAccessTokenType(header)
}

// The server's clock as its answers tell it; the token's own `iat` can only show that we are behind.
function givenSkew({ metadata, keys, token }: DoctorFacts): number | Missing {
  const exchanges = [...metadata.attempts.map(({ exchange }) => exchange), keys?.exchange]
  const dated = exchanges.flatMap((exchange) => skewOf(exchange) ?? [])
  const issuedAt = token?.claims === undefined ? undefined : numberMember(token.claims, 'iat')
  const ahead = issuedAt === undefined ? 0 : Math.max(0, issuedAt - Date.now() / 1000)
  const [first] = dated
  if (first === undefined) return ahead > 0 ? ahead : missing('no_date')
  return Math.abs(first) > ahead ? first : ahead
}

// An answer from a cache tells when it was made, and how long ago that was (RFC 9111 section 4.2.3).
function skewOf(exchange: Exchange | undefined): number | undefined {
  const date = Date.parse(headerLine(exchange, 'date') ?? '')
  if (Number.isNaN(date) || exchange?.outcome !== 'answered') return undefined
  const age = headerLine(exchange, 'age') ?? ''
  return date / 1000 + (/^\d+$/.test(age) ? Number(age) : 0) - exchange.answer.receivedAt
}
