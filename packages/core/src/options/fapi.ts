import { ConfigurationError } from '../errors/configuration-error.ts'
import { ALGORITHM_NAMES, type AlgorithmName } from '../jws/algorithms.ts'

/** Signature algorithms of the FAPI 2.0 Security Profile (section 5.4.1). */
export const FAPI_ALGORITHMS: readonly AlgorithmName[] = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

/** The greatest clock tolerance of the profile, in seconds (section 5.3.2.1). */
const MAX_TOLERANCE_SECONDS = 60

/** What the profile has to agree with. */
export interface FapiSettings {
  /** The resolved allow-list; its default is replaced. */
  readonly algorithms: readonly AlgorithmName[]
  readonly clockToleranceSeconds: number
  readonly confirmable: ReadonlySet<string>
}

/**
 * Resolves the algorithms of an issuer with the profile `fapi2`, and validates what else the profile depends
 * on.
 *
 * @throws {ConfigurationError} For settings that contradict the profile.
 */
export function resolveFapi({
  algorithms,
  clockToleranceSeconds,
  confirmable
}: FapiSettings): readonly AlgorithmName[] {
  if (confirmable.size === 0) {
    throw new ConfigurationError(
      'profile',
      'profile "fapi2" accepts sender-constrained tokens only: set "dpop" or "mutualTls"'
    )
  }
  if (clockToleranceSeconds > MAX_TOLERANCE_SECONDS) {
    throw new ConfigurationError(
      'clockToleranceSeconds',
      `profile "fapi2" allows at most ${MAX_TOLERANCE_SECONDS}`
    )
  }
  if (isDefault(algorithms)) return FAPI_ALGORITHMS
  const other = algorithms.find((name) => !FAPI_ALGORITHMS.includes(name))
  if (other === undefined) return algorithms
  throw new ConfigurationError(
    'algorithms',
    `profile "fapi2" does not allow ${other}: choose among ${FAPI_ALGORITHMS.join(', ')}`
  )
}

function isDefault(algorithms: readonly AlgorithmName[]): boolean {
  return algorithms === ALGORITHM_NAMES
}
