import { isJsonObject, type JsonObject } from '../json/json.ts'
import { describeInstant, describeMoment, isInMilliseconds } from '../terminal/describe-time.ts'

/** One claim or header parameter to show. */
export interface ClaimRow {
  /** name of the claim or header parameter */
  readonly name: string
  /** value as text; of a masked one only its size, of a date also the time in words */
  readonly value: string
  /** whether the value is omitted */
  readonly masked: boolean
}

/** Claims about the token and the client, not about a person. All others are masked. */
const PUBLIC_CLAIMS = new Set(
  (
    'iss aud client_id azp cid appid scope scp permissions roles realm_access resource_access entitlements ' +
    'cognito:groups urn:zitadel:iam:org:project:roles typ token_use ver acr acrs amr aal gty idtyp tid'
  ).split(' ')
)
const PUBLIC_PARAMETERS = new Set(['alg', 'typ', 'kid', 'cty', 'crit', 'b64', 'enc', 'zip'])
const DATES = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])
const READABLE_LEVELS = 20

/** Returns the claims of a token in its order; masks personal and unknown ones unless `showAll` is set. */
export function claimRows(claims: JsonObject, showAll: boolean, now: number): readonly ClaimRow[] {
  return Object.entries(claims).map(([name, value]): ClaimRow => {
    if (DATES.has(name)) return { name, value: describeDate(value, now), masked: false }
    if (name === 'cnf' && isJsonObject(value))
      return { name, value: `bound by ${Object.keys(value).join(', ')}`, masked: true }
    return showAll || PUBLIC_CLAIMS.has(name) ? shown(name, value) : masked(name, value)
  })
}

/** Returns the header parameters of a token; masks keys and certificates in it. */
export function headerRows(header: JsonObject): readonly ClaimRow[] {
  return Object.entries(header).map(([name, value]) =>
    PUBLIC_PARAMETERS.has(name) ? shown(name, value) : masked(name, value)
  )
}

function shown(name: string, value: unknown): ClaimRow {
  const text = typeof value === 'string' && value !== '' ? value : serialize(value)
  return { name, value: text, masked: false }
}

// A token can be nested deeper than the stack allows, or than people read: then only its size is shown.
function serialize(value: unknown): string {
  return isDeeper(value, READABLE_LEVELS) ? sizeOf(value) : JSON.stringify(value)
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1))
}

function masked(name: string, value: unknown): ClaimRow {
  return value === null ? shown(name, value) : { name, value: `masked (${sizeOf(value)})`, masked: true }
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return `${value.length} characters`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return isJsonObject(value) ? `an object of ${Object.keys(value).length}` : typeof value
}

function describeDate(value: unknown, now: number): string {
  if (value === null) return 'null'
  if (typeof value !== 'number') return `${serialize(value)}: a date must be a number`
  if (!Number.isFinite(value)) return `too ${value > 0 ? 'large' : 'small'}: a date must be a finite number`
  if (isInMilliseconds(value)) return `${value}: milliseconds? A date is in seconds`
  return `${describeInstant(value)}, ${describeMoment(value, now)}`
}
