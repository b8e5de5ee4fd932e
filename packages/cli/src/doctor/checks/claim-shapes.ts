import type { JsonObject } from '../../http/json.ts'

const isString = (value: unknown) => typeof value === 'string'
// JSON can write numbers that become infinite, such as 1e999.
const isDate = (value: unknown) => Number.isFinite(value)
const isAudience = (value: unknown) => isString(value) || (Array.isArray(value) && value.every(isString))

const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  iss: isString,
  aud: isAudience,
  exp: isDate,
  // Some servers write null for machines.
  sub: (value) => isString(value) || value === null,
  client_id: isString,
  iat: isDate,
  jti: isString,
  nbf: isDate,
  auth_time: isDate
}

const DATES = ['exp', 'iat', 'nbf', 'auth_time']
/** The year 5138 in seconds; in milliseconds, March 1973. */
const SURELY_MILLISECONDS = 100_000_000_000

/** The claims that a JWT access token carries (RFC 9068 section 2.2). */
export const ALL_CLAIMS: readonly string[] = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti']

/** Which of the names are not among the claims; `null` counts as absent. */
export function claimsMissing(claims: JsonObject, names: readonly string[]): readonly string[] {
  return names.filter((name) => claims[name] === undefined || claims[name] === null)
}

/** Which registered claims are there with a type that they may not have. */
export function claimsOfWrongType(claims: JsonObject): readonly string[] {
  return Object.entries(SHAPES)
    .filter(([name, fits]) => claims[name] !== undefined && !fits(claims[name]))
    .map(([name]) => name)
}

/** Which dates must be in milliseconds, going by their size. */
export function datesInMilliseconds(claims: JsonObject): readonly string[] {
  return DATES.filter((name) => Number(claims[name]) > SURELY_MILLISECONDS)
}
