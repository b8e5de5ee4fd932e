import { sha256 } from '#digest'
import { importVerificationKey } from '#engine'
import { requireDpopBound } from '../confirmation/confirm.ts'
import { readConfirmation } from '../confirmation/confirmation.ts'
import { parseSegment, splitProof, type ProofSegments } from '../confirmation/parse-proof.ts'
import { validateProofClaims } from '../confirmation/proof-claims.ts'
import { requireProofAlgorithm, requireProofKey, requireProofType } from '../confirmation/proof-header.ts'
import { importProofKey, requireSameKey, requireSigned } from '../confirmation/proof-keys.ts'
import {
  requireInTime,
  requireMethod,
  requireOwnLimits,
  requireTarget,
  requireTokenHash
} from '../confirmation/proof-rules.ts'
import { createTargetUri } from '../confirmation/target-uri.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { VerificationKey } from '../jws/verification-key.ts'
import { resolveDpop } from '../options/resolve-sender-constraint.ts'
import { failureOf, type InspectedFailure } from './inspected-failure.ts'
import { inspectToken } from './inspect-token.ts'

/**
 * A rule about a DPoP proof (RFC 9449 section 4.3): its form, `claims` (all there, of the right type),
 * `type`, `algorithm`, `key`, `signature`, `method` (`htm`), `target` (`htu`), `time` (`iat`, `exp`, `nbf`),
 * `token` (`ath`), and `binding` (the key is that of the token).
 */
export type ProofRule =
  | 'form'
  | 'claims'
  | 'type'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'method'
  | 'target'
  | 'time'
  | 'token'
  | 'binding'

/** The result of one rule. */
export interface InspectedRule {
  /** The rule. */
  readonly rule: ProofRule
  /** `not_reached` if a rule before it failed that it builds on. */
  readonly verdict: 'pass' | 'fail' | 'not_reached'
  /** Why the proof breaks the rule. */
  readonly failure: InspectedFailure | undefined
}

/** A proof, and the request that it must be for. */
export interface ProofToInspect {
  /** The value of the DPoP header. */
  readonly proof: string
  /** The access token of the request; unverified. */
  readonly accessToken: string
  /** The method of the request. */
  readonly method: string
  /** The URL that the client called. */
  readonly url: URL
  /** Wall-clock seconds since 1970. */
  readonly now: number
}

const DEFAULTS = resolveDpop({ dpop: true, publicUrl: 'https://api.invalid' })
const ALGORITHMS: ReadonlySet<string> = new Set(DEFAULTS.algorithms)

/**
 * Applies every rule of RFC 9449 section 4.3 to a DPoP proof, not only up to the first failure, with the
 * defaults of the option `dpop`. Does not check nonces and single use, which only the API knows, and nothing
 * about the access token but what it is bound to.
 *
 * @returns The result of each rule, in the order of RFC 9449.
 */
export async function inspectProof(inspected: ProofToInspect): Promise<readonly InspectedRule[]> {
  const { proof, accessToken, method, url, now } = inspected
  const rules: InspectedRule[] = []
  /** Returns what the check returns; undefined if it failed, or what it builds on is missing. */
  async function apply<Given, Result>(
    rule: ProofRule,
    given: Given | undefined,
    check: (given: Given) => Result | Promise<Result>
  ): Promise<Result | undefined> {
    if (given === undefined) {
      rules.push({ rule, verdict: 'not_reached', failure: undefined })
      return undefined
    }
    const results: Result[] = []
    const failure = await failureOf(async () => results.push(await check(given)))
    rules.push({ rule, verdict: failure === undefined ? 'pass' : 'fail', failure })
    return results[0]
  }
  const form = await apply('form', proof, readForm)
  const claims = await apply('claims', form, ({ payload }) => validateProofClaims(payload))
  await apply('type', form, ({ header }) => requireProofType(header))
  const algorithm = await apply('algorithm', form, ({ header }) => requireProofAlgorithm(header, ALGORITHMS))
  const key = await apply('key', algorithm && form && { ...form, algorithm }, importKey)
  await apply('signature', key, requireSignature)
  await apply('method', claims, (given) => requireMethod(given, { method, target: undefined }))
  const target = `${url.pathname}${url.search}`
  await apply('target', claims, (given) =>
    requireTarget(given, { method, target }, createTargetUri(url.origin))
  )
  await apply('time', claims, (given) => {
    requireOwnLimits(given, DEFAULTS, now)
    requireInTime(given, DEFAULTS, now)
  })
  await apply('token', claims, async (given) => requireTokenHash(given, await sha256(accessToken)))
  await apply('binding', key, ({ thumbprint }) => requireSameKey(thumbprint, boundKey(accessToken)))
  return rules
}

interface Form extends ProofSegments {
  readonly header: JsonObject
  readonly payload: JsonObject
}

function readForm(proof: string): Form {
  const segments = splitProof(proof)
  const { headerSegment, payloadSegment } = segments
  return { ...segments, header: parseSegment(headerSegment), payload: parseSegment(payloadSegment) }
}

interface FormWithAlgorithm extends Form {
  readonly algorithm: AlgorithmName
}

interface FormWithKey extends FormWithAlgorithm {
  readonly key: VerificationKey
  readonly thumbprint: string
}

async function importKey(form: FormWithAlgorithm): Promise<FormWithKey> {
  const { algorithm, header } = form
  const publicKey = requireProofKey(header, algorithm)
  const key = await importProofKey({ ...publicKey, algorithm }, importVerificationKey)
  return { ...form, key, thumbprint: await sha256(publicKey.thumbprintInput) }
}

async function requireSignature({ key, algorithm, ...input }: FormWithKey): Promise<void> {
  requireSigned(await key.verify(input, algorithm, 'threadPool'))
}

function boundKey(accessToken: string): string {
  return requireDpopBound(readConfirmation(inspectToken(accessToken).unverifiedClaims ?? {})?.jkt)
}
