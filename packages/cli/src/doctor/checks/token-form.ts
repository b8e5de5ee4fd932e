import { isAlgorithmName, type ErrorCode } from '@portcullis/core/inspect'
import { headerLine, type Exchange } from '../../http/exchange.ts'
import {
  hasMember,
  isJsonObject,
  numberMember,
  stringMember,
  textOf,
  type JsonObject
} from '../../json/json.ts'
import type { DoctorFacts, TokenFacts } from '../facts/doctor-facts.ts'
import { claimFailures, strictFailures } from './claim-failures.ts'
import { claimsOfWrongType } from './claim-shapes.ts'
import {
  defineCheck,
  fail,
  isMissing,
  missing,
  pass,
  skip,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'
import { givenSample, givenToken, type GivenToken } from './given.ts'

const HOUR_SECONDS = 3600
const QUARTER_SECONDS = 900
const DAY_SECONDS = 86_400
const COMFORTABLE_BYTES = 4096
const LARGEST_BYTES = 8192
const SKEW_NOTICED_SECONDS = 5
const SKEW_HARMFUL_SECONDS = 60

/** Checks of form, header, size and clock of the sample token. */
export const tokenFormChecks: readonly DoctorCheck[] = [
  defineCheck('X-31', givenSample, [
    fail(
      'introspectable',
      ({ failure }, { metadata }) =>
        failure?.code === 'token_opaque' && hasMember(metadata.chosen?.document, 'introspection_endpoint')
    ),
    fail('opaque', ({ failure }) => failure?.code === 'token_opaque'),
    fail('encrypted', ({ failure }) => failure?.code === 'token_encrypted'),
    fail('malformed', (_, facts) => isMissing(givenToken(facts))),
    fail('no_expiry', ({ unverifiedClaims }) => !hasMember(unverifiedClaims, 'exp')),
    fail('wrong_type', ({ unverifiedClaims = {} }) => ({ claims: lifetimeOfWrongType(unverifiedClaims) })),
    fail('not_yet_valid', (_, facts) => startsIn('token_not_yet_valid', 'nbf', facts)),
    fail('issued_in_future', (_, facts) => startsIn('token_issued_in_future', 'iat', facts)),
    fail('very_long', (token, { now }) => livesLonger(token, now, DAY_SECONDS)),
    warn('expired', (token, { now }) => expiredFor(token, now)),
    warn('long', (token, { now }) => livesLonger(token, now, HOUR_SECONDS)),
    warn('long_bound', (token, { now }) => isProofBound(token) && livesLonger(token, now, QUARTER_SECONDS)),
    pass('good', (token, { now }) => ({ seconds: lifetime(token, now) }))
  ]),
  defineCheck('X-32', givenToken, [
    fail('unsigned', ({ header }) => textOf(header['alg']).toLowerCase() === 'none'),
    fail('symmetric', ({ header }) => textOf(header['alg']).startsWith('HS') && algorithmOf(header)),
    fail('unknown_algorithm', ({ header }) => !isAlgorithmName(textOf(header['alg'])) && algorithmOf(header)),
    fail('critical', (_, { token }) => token?.failure?.code === 'token_critical_header'),
    fail('unknown_kid', ({ header }, facts) => isUnknownKid(header, facts)),
    fail('unfit_key', (_, { token }) => isOneOf(token, 'key_not_found', 'jwks_invalid')),
    fail(
      'other_type',
      ({ header }, facts) => isOtherType(facts) && { type: stringMember(header, 'typ') ?? 'no string' }
    ),
    fail('bad_signature', (_, { token }) => isOneOf(token, 'signature_invalid', 'token_malformed')),
    warn('no_kid', ({ header }) => !hasMember(header, 'kid')),
    warn('general_type', (token, facts) => generalType(token, facts)),
    skip('no_keys', (_, { keys }) => keys?.keys === undefined),
    pass('access_token')
  ]),
  defineCheck('X-41', givenSample, [
    fail('too_large', ({ bytes, failure }) => isTooLarge(bytes, failure?.code) && { bytes }),
    warn('large', ({ bytes }) => bytes >= COMFORTABLE_BYTES && { bytes }),
    pass('small', ({ bytes }) => ({ bytes }))
  ]),
  defineCheck('X-42', givenSkew, [
    fail('far_apart', (seconds) => isApart(seconds, SKEW_HARMFUL_SECONDS)),
    warn('apart', (seconds) => isApart(seconds, SKEW_NOTICED_SECONDS)),
    pass('together')
  ])
]

// An API limits the header apart from the whole token.
function isTooLarge(bytes: number, code: ErrorCode | undefined): boolean {
  return bytes > LARGEST_BYTES || code === 'token_too_large'
}

function lifetimeOfWrongType(claims: JsonObject): readonly string[] {
  return claimsOfWrongType(claims).filter((name) => name === 'exp' || name === 'iat')
}

// Without `iat` the rest of the lifetime counts: the token lives at least that long.
function lifetime({ unverifiedClaims: claims }: TokenFacts, now: number): number {
  const issued = numberMember(claims, 'iat') ?? now
  return Math.round((numberMember(claims, 'exp') ?? issued) - issued)
}

function livesLonger(token: TokenFacts, now: number, limit: number) {
  const seconds = lifetime(token, now)
  return seconds > limit && { seconds }
}

function expiredFor({ unverifiedClaims }: TokenFacts, now: number) {
  const expiry = numberMember(unverifiedClaims, 'exp') ?? Infinity
  return expiry <= now && { seconds: now - expiry }
}

function startsIn(code: ErrorCode, claim: string, facts: DoctorFacts) {
  const seconds = (numberMember(facts.token?.unverifiedClaims, claim) ?? 0) - facts.now
  return hasClaimFailure(code, facts) && { seconds }
}

function hasClaimFailure(code: ErrorCode, facts: DoctorFacts): boolean {
  const token = givenToken(facts)
  return !isMissing(token) && claimFailures(token, facts).some((failure) => failure.code === code)
}

function isProofBound({ unverifiedClaims }: TokenFacts): boolean {
  const confirmation = unverifiedClaims?.['cnf']
  return isJsonObject(confirmation) && hasMember(confirmation, 'jkt')
}

function algorithmOf(header: JsonObject) {
  return { algorithm: textOf(header['alg']) }
}

function isUnknownKid({ kid = null }: JsonObject, { keys }: DoctorFacts): boolean {
  return kid !== null && keys?.keys !== undefined && !keys.keys.some((key) => key['kid'] === kid)
}

function isOneOf(token: TokenFacts | undefined, ...codes: readonly ErrorCode[]): boolean {
  return token?.signatureFailure !== undefined && codes.includes(token.signatureFailure.code)
}

function isOtherType(facts: DoctorFacts): boolean {
  const typ = facts.token?.unverifiedHeader?.['typ'] ?? ''
  return typeof typ !== 'string' || hasClaimFailure('token_type_mismatch', facts)
}

function generalType(token: GivenToken, facts: DoctorFacts) {
  const isGeneral = strictFailures(token, facts).some(({ code }) => code === 'token_type_mismatch')
  return isGeneral && { type: stringMember(token.header, 'typ') ?? 'none' }
}

function isApart(seconds: number, limit: number) {
  return Math.abs(seconds) > limit && { seconds: Math.round(Math.abs(seconds)) }
}

// The server's clock by the Date of its answers; the `iat` of the token only shows that this machine is behind.
function givenSkew({ metadata, keys, token, now }: DoctorFacts): number | Missing {
  const exchanges = [...metadata.attempts.map(({ exchange }) => exchange), keys?.exchange]
  const [first] = exchanges.flatMap((exchange) => skewOf(exchange) ?? [])
  const issuedAt = numberMember(token?.unverifiedClaims, 'iat') ?? 0
  const ahead = Math.max(0, issuedAt - now)
  if (first === undefined) return ahead > 0 ? ahead : missing('no_date')
  return Math.abs(first) > ahead ? first : ahead
}

// A cached answer has the date of its creation, and its age (RFC 9111 section 4.2.3).
function skewOf(exchange: Exchange | undefined): number | undefined {
  const date = Date.parse(headerLine(exchange, 'date') ?? '')
  if (Number.isNaN(date) || exchange?.outcome !== 'answered') return undefined
  const age = headerLine(exchange, 'age') ?? ''
  return date / 1000 + (/^\d+$/.test(age) ? Number(age) : 0) - exchange.answer.receivedAt
}
