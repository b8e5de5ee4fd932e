import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JsonObject } from '../json/json-object.ts'
import { ALGORITHM_NAMES } from '../jws/algorithms.ts'
import { requireAlgorithm } from '../jws/require-algorithm.ts'
import { createKeySet } from '../keys/key-set.ts'
import { createSignatureVerifier } from '../keys/key-source.ts'
import { parse } from './inspect-token.ts'
import { failureOf, type InspectedFailure } from './inspected-failure.ts'

const ALGORITHMS: ReadonlySet<string> = new Set(ALGORITHM_NAMES)

/**
 * Returns why a protected resource verifies no token with a published key, whatever the option `algorithms`:
 * its members, its use, its algorithm or its strength. Undefined if it uses the key. The text holds no key
 * material.
 */
export async function skipReason(jwk: JsonObject): Promise<string | undefined> {
  let reason = 'it cannot verify access tokens'
  const skip = (_: string, why: string): void => {
    reason = why
  }
  const failure = await failureOf(() => createKeySet({ keys: [jwk] }, { algorithms: ALGORITHMS, skip }))
  return failure === undefined ? undefined : reason
}

/**
 * Verifies the signature of a token with published keys, as a protected resource does: its form, its
 * algorithm, the choice of the key, and the signature. Does not check claims. Returns the refusal, undefined
 * if a key signed the token.
 */
export async function inspectSignature(
  accessToken: string,
  keys: readonly JsonObject[]
): Promise<InspectedFailure | undefined> {
  return await failureOf(async () => {
    const token = parse(accessToken)
    const algorithm = requireAlgorithm(token.unverifiedHeader.alg, ALGORITHMS)
    const keySet = await createKeySet({ keys }, { algorithms: ALGORITHMS })
    const published = {
      current: () => keySet,
      obtain: () => Promise.resolve(keySet),
      fetches: () => 0,
      findUnknown: () => Promise.reject(new ProtectedResourceError('key_not_found')),
      findChanged: () => Promise.resolve(undefined)
    }
    await createSignatureVerifier(published, 'threadPool')(token, algorithm)
  })
}
