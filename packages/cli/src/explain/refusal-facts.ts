import { numberMember, stringMember, stringsMember, type JsonObject } from '../json/json.ts'
import { describeMoment } from '../terminal/describe-time.ts'
import type { Facts } from '../words/fill-in.ts'
import type { ExplainSettings } from './explain-settings.ts'

/** What the words about refusals can mention about a token. */
export interface RefusedToken {
  readonly bytes: number
  readonly unverifiedHeader: JsonObject | undefined
  readonly unverifiedClaims: JsonObject | undefined
  /** scopes that the route requires and the token does not grant */
  readonly missingScopes: readonly string[]
}

/** Returns the facts for the words about refusals: nothing that identifies a person. */
export function refusalFacts(token: RefusedToken, settings: ExplainSettings): Facts {
  const { bytes, unverifiedHeader: header, unverifiedClaims: claims, missingScopes } = token
  const now = settings.now?.() ?? Date.now() / 1000
  const moment = (name: string) => describeDate(claims, name, now)
  return {
    bytes,
    algorithm: stringMember(header, 'alg') ?? 'no algorithm',
    type: stringMember(header, 'typ') ?? 'JWT without a type',
    issuer: stringMember(claims, 'iss') ?? 'no issuer',
    audience: stringMember(claims, 'aud') ?? stringsMember(claims, 'aud') ?? 'no API',
    expired: moment('exp'),
    valid: moment('nbf'),
    issued: moment('iat'),
    missing: missingScopes,
    expectedIssuer: settings.issuer,
    expectedAudience: settings.audiences.length > 0 ? settings.audiences : (settings.clientIds ?? [])
  }
}

function describeDate(claims: JsonObject | undefined, name: string, now: number): string {
  const date = numberMember(claims, name)
  return date === undefined ? 'at an unknown time' : describeMoment(date, now)
}
