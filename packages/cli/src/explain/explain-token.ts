import {
  ERROR_CODES,
  errorPage,
  type ErrorCode,
  type ProtectedResourceError,
  type Stage
} from '@portcullis/core'
import { inspectScopes, inspectToken } from '@portcullis/core/inspect'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { fillIn } from '../words/fill-in.ts'
import { splitPhrase } from '../words/phrase.ts'
import { claimRows, headerRows, type ClaimRow } from './claim-rows.ts'
import { explainProof, type ExplainedRule } from './explain-proof.ts'
import type { ExplainSettings } from './explain-settings.ts'
import { refusalFacts, type RefusedToken } from './refusal-facts.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'
import { relaxSettings } from './relax-settings.ts'
import { STAGES } from './stages.ts'
import { tryToken } from './try-token.ts'

/** Why a token is refused. */
export interface ExplainedRefusal {
  /** error code of the protected resource */
  readonly code: ErrorCode
  /** where the documentation explains the code, such as `/errors#audience_mismatch` */
  readonly page: string
  /** status of the API's answer */
  readonly status: number
  /** stage that refuses it */
  readonly stage: Stage
  /** what is wrong with the token, in words */
  readonly cause: string
  /** what the error of the protected resource says to its developer */
  readonly hint: string | undefined
  /** what to do about it, in words */
  readonly remedy: string
}

/** The result of one stage. */
export interface StageResult {
  /** which stage */
  readonly stage: Stage
  /** a stage that was not reached says nothing about the token */
  readonly verdict: 'pass' | 'fail' | 'not_reached'
}

/** The scopes of the route and those of the token. */
export interface ScopeComparison {
  /** what the route requires */
  readonly required: readonly string[]
  /** what the token grants */
  readonly granted: readonly string[]
  /** what is required and not granted */
  readonly missing: readonly string[]
}

/** Header and claims of a token. It holds neither the token nor masked values. */
export interface ShownToken {
  /** header parameters, in the order of the token */
  readonly header: readonly ClaimRow[]
  /** claims, in the order of the token; unverified unless the signature was verified */
  readonly claims: readonly ClaimRow[]
}

/** The explanation of a token. It holds neither the token nor masked values. */
export interface Explanation extends ShownToken {
  /** `undecided` if the keys could not be fetched */
  readonly verdict: 'accepted' | 'refused' | 'undecided'
  /** whether the authorization server was asked about the token (RFC 7662): then the claims are its answer */
  readonly isIntrospected: boolean
  /** all stages, in the order of the pipeline */
  readonly stages: readonly StageResult[]
  /** why the token is refused; undefined if it is accepted */
  readonly refusal: ExplainedRefusal | undefined
  /** refusals that follow once this one is fixed; empty if none is known */
  readonly nextRefusals: readonly ExplainedRefusal[]
  /** scopes of the route and of the token */
  readonly scopes: ScopeComparison
  /** every rule about the DPoP proof, in the order of RFC 9449; undefined without one */
  readonly proof: readonly ExplainedRule[] | undefined
}

const MOST_REFUSALS = 5

/**
 * Explains a token: sends it through the request pipeline of the core, and returns where it stops, why, what
 * to do, and what is wrong after that. Fetches keys from the issuer. Sends the token nowhere, except an
 * opaque one to the introspection endpoint, with the setting `introspection`.
 *
 * @example
 *
 * ```ts
 * import { explainToken } from '@portcullis/cli'
 *
 * const reasonOf = async (token: string) => {
 *   const { refusal } = await explainToken(token, {
 *     issuer: 'https://auth.example.com',
 *     audiences: ['https://api.example.com']
 *   })
 *   return refusal?.code ?? 'accepted'
 * }
 * ```
 *
 * @param token the access token
 * @param settings options of the API
 * @param showClaims whether to also show claims about a person
 * @throws {ConfigurationError} If an API refuses the settings, too
 */
export async function explainToken(
  token: string,
  settings: ExplainSettings,
  showClaims = false
): Promise<Explanation> {
  const first = await tryToken(token, settings)
  const { unverifiedHeader, unverifiedClaims = first.answer } = inspectToken(token)
  const required = settings.scopes ?? []
  const granted = inspectScopes(unverifiedClaims ?? {})
  const missing = required.filter((scope) => !granted.includes(scope))
  const bytes = Buffer.byteLength(token)
  const refused = { bytes, unverifiedHeader, unverifiedClaims, missingScopes: missing }
  const [refusal, ...nextRefusals] = await findRefusals(token, settings, { ...refused, error: first.refusal })
  return {
    verdict: refusal === undefined ? 'accepted' : refusal.status === 503 ? 'undecided' : 'refused',
    isIntrospected: first.answer !== undefined,
    stages: stageResults(refusal),
    refusal,
    nextRefusals,
    ...showToken(token, showClaims, { now: settings.now?.(), answer: first.answer }),
    scopes: { required, granted, missing },
    proof:
      settings.proof && (await explainProof(token, settings.proof, settings.now?.() ?? Date.now() / 1000))
  }
}

/** When a token is looked at, and what the authorization server says about an opaque one. */
interface SeenToken {
  readonly now?: number | undefined
  readonly answer?: JsonObject | undefined
}

/** Returns header and claims of a token to show. Verifies nothing. */
export function showToken(token: string, showClaims: boolean, seen: SeenToken = {}): ShownToken {
  const { now = Date.now() / 1000, answer = {} } = seen
  const { unverifiedHeader = {}, unverifiedClaims = answer } = inspectToken(token)
  return { header: headerRows(unverifiedHeader), claims: claimRows(unverifiedClaims, showClaims, now) }
}

async function findRefusals(
  token: string,
  settings: ExplainSettings,
  { error: first, ...refused }: RefusedToken & { readonly error: ProtectedResourceError | undefined }
): Promise<readonly ExplainedRefusal[]> {
  const refusals: ExplainedRefusal[] = []
  let current: ExplainSettings | undefined = settings
  let error = first
  while (error !== undefined && refusals.length < MOST_REFUSALS) {
    const { code } = error
    if (refusals.some((earlier) => earlier.code === code)) break
    refusals.push(explainRefusal(error, settings, refused))
    current = relaxSettings(code, current, refused.unverifiedClaims ?? {})
    if (current === undefined) break
    error = (await tryToken(token, current)).refusal
  }
  return refusals
}

function explainRefusal(
  error: ProtectedResourceError,
  settings: ExplainSettings,
  refused: RefusedToken
): ExplainedRefusal {
  const { code, status, hint } = error
  const claim = isJsonObject(error.cause) ? error.cause['claim'] : undefined
  const facts = { ...refusalFacts(refused, settings), claim: typeof claim === 'string' ? claim : 'a claim' }
  const { says: cause, hint: remedy = '' } = splitPhrase(REFUSAL_WORDS[code])
  const { stage } = ERROR_CODES[code]
  const texts = { cause: fillIn(cause, facts), hint, remedy: fillIn(remedy, facts) }
  return { code, page: errorPage(code), status, stage, ...texts }
}

function stageResults(refusal: ExplainedRefusal | undefined): readonly StageResult[] {
  const failedAt = refusal === undefined ? STAGES.length : STAGES.indexOf(refusal.stage)
  return STAGES.map((stage, index) => ({
    stage,
    verdict: index < failedAt ? 'pass' : index === failedAt ? 'fail' : 'not_reached'
  }))
}
