import { verify } from '#engine'
import { isAlgorithmName, type AlgorithmName } from '../algorithms/algorithms.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { FoundKeys, KeySource } from '../keys/key-source.ts'
import type { KeySet } from '../keys/key-set.ts'
import type { UnverifiedToken } from '../token/unverified-token.ts'
import type { SignatureThread } from './signature-check.ts'

/** Who verifies what, and where. */
export interface SignatureSettings {
  readonly keys: KeySource
  readonly algorithms: ReadonlySet<string>
  readonly thread: SignatureThread
}

/**
 * Demands that a token names an algorithm of the allow-list, compared case by case (RFC 8725 section 3.1).
 * Costs nothing, so that it comes before any key is looked for.
 *
 * @param alg The `alg` of the unverified header.
 * @param algorithms The allow-list.
 * @returns The algorithm.
 * @throws {ProtectedResourceError} `algorithm_not_allowed`.
 */
export function requireAlgorithm(alg: string, algorithms: ReadonlySet<string>): AlgorithmName {
  if (isAlgorithmName(alg) && algorithms.has(alg)) return alg
  const hint = alg.startsWith('HS')
    ? 'the token is signed with a shared secret (HMAC): have the authorization server sign with RS256, ES256 or another asymmetric algorithm'
    : 'the algorithm of the token is not among the option "algorithms"'
  throw new ProtectedResourceError('algorithm_not_allowed', { hint })
}

/**
 * Verifies the signature of a token with the keys of its issuer (RFC 7515 section 5.2). Where the key id is
 * known but the signature fails, the issuer is asked once whether it has changed the key.
 *
 * @param token The token.
 * @param settings The keys and the allow-list.
 * @returns The set whose key has signed the token.
 * @throws {ProtectedResourceError} `algorithm_not_allowed`, `key_not_found`, `signature_invalid`, or a 503.
 */
export async function verifySignature(token: UnverifiedToken, settings: SignatureSettings): Promise<KeySet> {
  const header = token.unverifiedHeader
  const algorithm = requireAlgorithm(header.alg, settings.algorithms)
  const isSignedByOneOf = async ({ keys }: FoundKeys): Promise<boolean> => {
    for (const key of keys) {
      if (
        await verify(
          { algorithm, key, signingInput: token.signingInput, signature: token.signature },
          settings.thread
        )
      )
        return true
    }
    return false
  }
  const found = await settings.keys.find(header)
  if (await isSignedByOneOf(found)) return found.keySet
  const changed = await settings.keys.findChanged(header, found)
  if (changed !== undefined && (await isSignedByOneOf(changed))) return changed.keySet
  throw new ProtectedResourceError('signature_invalid', { hint: HINT })
}

const HINT =
  'the signature does not belong to this header and payload: the token was changed, or comes from another server'
