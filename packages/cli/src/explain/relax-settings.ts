import type { ErrorCode } from '@portcullis/core'
import { numberMember, type JsonObject } from '../json/json.ts'
import type { ExplainSettings } from './explain-settings.ts'

type Relaxation = (settings: ExplainSettings, claims: JsonObject) => Partial<ExplainSettings> | undefined

/** Settings under which a check passes, to show the result of the checks after it. */
const RELAXATIONS: Readonly<Partial<Record<ErrorCode, Relaxation>>> = {
  token_expired: (_, claims) => clockAt(numberMember(claims, 'exp'), -1),
  token_not_yet_valid: (_, claims) => clockAt(numberMember(claims, 'nbf'), 0),
  token_issued_in_future: (_, claims) => clockAt(numberMember(claims, 'iat'), 0),
  audience_mismatch: (_, claims) => audienceOf(claims),
  token_type_mismatch: loosenProfile,
  claim_missing: loosenProfile,
  algorithm_not_allowed: ({ algorithms }) =>
    algorithms === undefined ? undefined : { algorithms: undefined }
}

/**
 * Returns settings under which a refusal does not happen, to find what else is wrong with a token; undefined
 * if there are none. The command never reports a token as accepted under them.
 */
export function relaxSettings(
  code: ErrorCode,
  settings: ExplainSettings,
  claims: JsonObject
): ExplainSettings | undefined {
  const change = RELAXATIONS[code]?.(settings, claims)
  return change === undefined ? undefined : { ...settings, ...change }
}

function clockAt(seconds: number | undefined, offset: number): Partial<ExplainSettings> | undefined {
  return seconds === undefined ? undefined : { now: () => seconds + offset }
}

function audienceOf({ aud }: JsonObject): Partial<ExplainSettings> | undefined {
  const audiences = [aud]
    .flat()
    .filter((value) => typeof value === 'string' && value !== '')
    .map(String)
  return audiences.length === 0 ? undefined : { audiences }
}

function loosenProfile({ profile }: ExplainSettings): Partial<ExplainSettings> | undefined {
  return profile === 'rfc9068' ? { profile: 'jwt' } : undefined
}
