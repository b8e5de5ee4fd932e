import { errorPage, type ErrorCode } from '@portcullis/core'
import { inspectProof, type InspectedRule, type ProofRule } from '@portcullis/core/inspect'
import { splitPhrase } from '../words/phrase.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'

/** A DPoP proof, and the request that it is for. */
export interface ProofSettings {
  /** value of the DPoP header */
  readonly proof: string
  /** method of the request */
  readonly method: string
  /** URL that the client called */
  readonly url: URL
}

/** The result of one rule about a DPoP proof. It holds no value of the proof. */
export interface ExplainedRule {
  /** which rule of RFC 9449 section 4.3 */
  readonly rule: ProofRule
  /** a rule that was not reached says nothing about the proof */
  readonly verdict: InspectedRule['verdict']
  /** error code of the protected resource; undefined if the proof follows the rule */
  readonly code: ErrorCode | undefined
  /** where the documentation explains the code */
  readonly page: string | undefined
  /** what the rule is, or what is wrong with the proof, in words */
  readonly says: string
  /** what the error of the protected resource says to its developer */
  readonly hint: string | undefined
}

// What a proof has shown that follows each rule.
const FOLLOWED: Readonly<Record<ProofRule, string>> = {
  form: 'one JWT',
  claims: '"jti", "htm", "htu", "iat" and "ath" are there',
  type: '"typ" is "dpop+jwt"',
  algorithm: 'asymmetric, and allowed',
  key: 'public, and fits the algorithm',
  signature: 'made with that key',
  method: '"htm" is the method of the request',
  target: '"htu" is the URL of the request',
  time: '"iat" is recent',
  token: '"ath" is the digest of the token',
  binding: 'the token is bound to that key'
}

/**
 * Explains a DPoP proof next to its token: applies every rule of RFC 9449 section 4.3 as core does. Checks
 * neither a nonce nor single use. Sends nothing.
 */
export async function explainProof(
  accessToken: string,
  settings: ProofSettings,
  now: number
): Promise<readonly ExplainedRule[]> {
  const rules = await inspectProof({ ...settings, accessToken, now })
  return rules.map(({ rule, verdict, failure }) => ({
    rule,
    verdict,
    code: failure?.code,
    page: failure && errorPage(failure.code),
    says: failure === undefined ? FOLLOWED[rule] : splitPhrase(REFUSAL_WORDS[failure.code]).says,
    hint: failure?.hint
  }))
}
