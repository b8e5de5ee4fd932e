import { numberMember, stringMember, stringsMember, type JsonObject } from '../http/json.ts'
import { describeMoment } from '../terminal/describe-time.ts'
import type { DecodedToken } from '../token/decode-token.ts'
import { missingScopes } from '../token/scopes-of.ts'
import type { Facts } from '../words/format-fact.ts'
import type { ExplainSettings } from './explain-settings.ts'

/** What the words about refusals may mention: nothing that identifies a person. */
export function refusalFacts({ header, claims, bytes }: DecodedToken, settings: ExplainSettings): Facts {
  const now = settings.now?.() ?? Date.now() / 1000
  const moment = (name: string) => describeDate(claims, name, now)
  return {
    bytes,
    algorithm: stringMember(header, 'alg') ?? 'no algorithm',
    type: stringMember(header, 'typ') ?? 'JWT of no type',
    issuer: stringMember(claims, 'iss') ?? 'nobody',
    audience: stringMember(claims, 'aud') ?? stringsMember(claims, 'aud') ?? 'nobody',
    expired: moment('exp'),
    valid: moment('nbf'),
    issued: moment('iat'),
    missing: missingScopes(claims ?? {}, settings.scopes ?? []),
    expectedIssuer: settings.issuer,
    expectedAudience: settings.audiences.length > 0 ? settings.audiences : (settings.clientIds ?? [])
  }
}

function describeDate(claims: JsonObject | undefined, name: string, now: number): string {
  const date = numberMember(claims, name)
  return date === undefined ? 'at an unknown time' : describeMoment(date, now)
}
