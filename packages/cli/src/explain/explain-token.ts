import type { ErrorCode, ProtectedResourceError } from '@portcullis/core'
import { isJsonObject, type JsonObject } from '../http/json.ts'
import { decodeToken, type DecodedToken } from '../token/decode-token.ts'
import { missingScopes, scopesOf } from '../token/scopes-of.ts'
import { fillIn } from '../words/fill-in.ts'
import { claimRows, headerRows, type ClaimRow } from './claim-rows.ts'
import type { ExplainSettings } from './explain-settings.ts'
import { refusalFacts } from './refusal-facts.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'
import { relaxSettings } from './relax-settings.ts'
import { STAGE_OF_CODE, STAGES, type Stage } from './stage.ts'
import { tryToken } from './try-token.ts'

/** Why a token is refused. */
export interface ExplainedRefusal {
  /** error code of the protected resource */
  readonly code: ErrorCode
  /** status that an API would answer */
  readonly status: number
  /** stage that refuses it */
  readonly stage: Stage
  /** what is wrong with the token, in words */
  readonly cause: string
  /** what the protected resource itself says to its developer */
  readonly hint: string | undefined
  /** how to mend it, in words */
  readonly remedy: string
}

/** How a token fared at one stage. */
export interface StageResult {
  /** which stage */
  readonly stage: Stage
  /** a stage that was not reached says nothing about the token */
  readonly verdict: 'pass' | 'fail' | 'not_reached'
}

/** Everything there is to say about a token. It holds neither the token nor masked values. */
export interface Explanation {
  /** `undecided` when the keys could not be had */
  readonly verdict: 'accepted' | 'refused' | 'undecided'
  /** all stages, in the order of the pipeline */
  readonly stages: readonly StageResult[]
  /** why the token is refused; undefined when it is accepted */
  readonly refusal: ExplainedRefusal | undefined
  /** what would be next, once the refusal is mended; empty when nothing is known */
  readonly nextRefusals: readonly ExplainedRefusal[]
  /** header parameters, in the order of the token */
  readonly header: readonly ClaimRow[]
  /** claims, in the order of the token; nobody vouches for them unless the signature was verified */
  readonly claims: readonly ClaimRow[]
  /** scopes of the route against those of the token */
  readonly scopes: {
    /** what the route requires */
    readonly required: readonly string[]
    /** what the token grants */
    readonly granted: readonly string[]
    /** what is required and not granted */
    readonly missing: readonly string[]
  }
}

const MOST_REFUSALS = 5

/**
 * Explains a token: sends it through the production pipeline, says where it stops, why and how to mend it,
 * and what would be wrong next. Keys are fetched from the issuer; the token is sent nowhere.
 *
 * @param token the access token
 * @param settings how the API is configured
 * @param showClaims whether claims about a person are shown too
 * @throws {ConfigurationError} when the settings would not do for an API either
 */
export async function explainToken(
  token: string,
  settings: ExplainSettings,
  showClaims = false
): Promise<Explanation> {
  const decoded = decodeToken(token)
  const claims = decoded.claims ?? {}
  const now = settings.now?.() ?? Date.now() / 1000
  const [refusal, ...nextRefusals] = await findRefusals(token, settings, decoded)
  return {
    verdict: refusal === undefined ? 'accepted' : refusal.status === 503 ? 'undecided' : 'refused',
    stages: stageResults(refusal),
    refusal,
    nextRefusals,
    header: headerRows(decoded.header ?? {}),
    claims: claimRows(claims, showClaims, now),
    scopes: compareScopes(claims, settings.scopes ?? [])
  }
}

async function findRefusals(
  token: string,
  settings: ExplainSettings,
  decoded: DecodedToken
): Promise<readonly ExplainedRefusal[]> {
  const refusals: ExplainedRefusal[] = []
  let current: ExplainSettings | undefined = settings
  while (current !== undefined && refusals.length < MOST_REFUSALS) {
    const error: ProtectedResourceError | undefined = await tryToken(token, current)
    if (error === undefined || refusals.some(({ code }) => code === error.code)) break
    refusals.push(explainRefusal(error, settings, decoded))
    current = relaxSettings(error.code, current, decoded.claims ?? {})
  }
  return refusals
}

function explainRefusal(
  error: ProtectedResourceError,
  settings: ExplainSettings,
  decoded: DecodedToken
): ExplainedRefusal {
  const { code, status, hint } = error
  const claim = isJsonObject(error.cause) ? error.cause['claim'] : undefined
  const facts = { ...refusalFacts(decoded, settings), claim: typeof claim === 'string' ? claim : 'a claim' }
  const { cause, remedy } = REFUSAL_WORDS[code]
  return {
    code,
    status,
    stage: STAGE_OF_CODE[code],
    cause: fillIn(cause, facts),
    hint,
    remedy: fillIn(remedy, facts)
  }
}

function stageResults(refusal: ExplainedRefusal | undefined): readonly StageResult[] {
  const failedAt = refusal === undefined ? STAGES.length : STAGES.indexOf(refusal.stage)
  return STAGES.map((stage, index) => ({
    stage,
    verdict: index < failedAt ? 'pass' : index === failedAt ? 'fail' : 'not_reached'
  }))
}

function compareScopes(claims: JsonObject, required: readonly string[]): Explanation['scopes'] {
  return { required, granted: scopesOf(claims), missing: missingScopes(claims, required) }
}
