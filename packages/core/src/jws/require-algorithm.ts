import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isAlgorithmName, type AlgorithmName } from './algorithms.ts'

/**
 * Requires that a token names an algorithm of the allow-list, compared case-sensitively (RFC 8725 section
 * 3.1). It costs nothing, so it comes before the search for keys.
 *
 * @param alg The `alg` of the unverified header.
 * @param algorithms The allow-list.
 * @throws {ProtectedResourceError} `algorithm_not_allowed`.
 */
export function requireAlgorithm(alg: string, algorithms: ReadonlySet<string>): AlgorithmName {
  if (isAlgorithmName(alg) && algorithms.has(alg)) return alg
  const hint = alg.startsWith('HS')
    ? 'the token is signed with a shared secret (HMAC): configure the authorization server to sign with RS256, ES256 or another asymmetric algorithm'
    : 'the algorithm of the token is not in the option "algorithms"'
  throw new ProtectedResourceError('algorithm_not_allowed', { hint })
}
