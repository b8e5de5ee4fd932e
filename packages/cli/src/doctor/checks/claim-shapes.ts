import { hasMember, type JsonObject } from '../../json/json.ts'
import { isInMilliseconds } from '../../terminal/describe-time.ts'

const isString = (value: unknown) => typeof value === 'string'
// JSON can hold numbers that become infinite, such as 1e999.
const isDate = (value: unknown) => Number.isFinite(value)
const isAudience = (value: unknown) => isString(value) || (Array.isArray(value) && value.every(isString))

/** The types of registered claims. RFC 9068 section 2.2 requires the first seven in a JWT access token. */
const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  iss: isString,
  exp: isDate,
  aud: isAudience,
  sub: isString,
  client_id: isString,
  iat: isDate,
  jti: isString,
  nbf: isDate,
  auth_time: isDate
}

const DATES = ['exp', 'iat', 'nbf', 'auth_time']

/** The claims of a JWT access token (RFC 9068 section 2.2). */
export const ALL_CLAIMS: readonly string[] = Object.keys(SHAPES).slice(0, 7)

/** Returns the names that are not among the claims; `null` counts as absent. */
export function claimsMissing(claims: JsonObject, names: readonly string[]): readonly string[] {
  return names.filter((name) => !hasMember(claims, name))
}

/** Returns the registered claims that have a wrong type. */
export function claimsOfWrongType(claims: JsonObject): readonly string[] {
  return Object.entries(SHAPES)
    .filter(([name, fits]) => hasMember(claims, name) && !fits(claims[name]))
    .map(([name]) => name)
}

/** Returns the dates that are in milliseconds. */
export function datesInMilliseconds(claims: JsonObject): readonly string[] {
  return DATES.filter((name) => isInMilliseconds(claims[name]))
}
