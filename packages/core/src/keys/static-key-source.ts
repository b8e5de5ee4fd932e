import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { chain } from '../flow/chain.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import { createKeySet, type KeySet } from './key-set.ts'
import type { KeySetFailure } from './key-set-life.ts'
import type { FoundKeys, KeySource } from './key-source.ts'

/**
 * Makes the source of keys that are given once and for all: for tests, and where there is no network. They
 * never change and never expire.
 *
 * @param jwks The JWK Set.
 * @param algorithms The allowed algorithms.
 * @param clock The clock.
 * @returns The source. A set without a usable key shows as `jwks_invalid`.
 */
export function createStaticKeySource(
  jwks: unknown,
  algorithms: ReadonlySet<string>,
  clock: Clock
): KeySource {
  let keySet: KeySet | undefined
  let isClosed = false
  const building = createKeySet(jwks, algorithms).then((built) => {
    if (!isClosed) keySet = built
    return built
  })
  let failure: KeySetFailure | undefined
  // Reported by every request, by `warmUp` and by the readiness.
  building.catch((error: unknown) => {
    if (error instanceof ProtectedResourceError)
      failure = { error, count: 1, at: clock.monotonic(), nextAttemptAt: Infinity }
  })

  function find(header: JoseHeader): FoundKeys | Promise<FoundKeys> {
    return chain(keySet ?? building, (set) =>
      chain(set.select(header), (keys) => {
        if (keys.length > 0) return { keySet: set, keys }
        throw new ProtectedResourceError('key_not_found', { hint: HINT_UNKNOWN, cause: { alg: header.alg } })
      })
    )
  }

  return {
    current: () => keySet,
    find,
    findChanged: () => undefined,
    warmUp: async () => void (await building),
    status: () => ({
      phase: keySet === undefined ? 'cold' : 'fresh',
      keySet,
      ageSeconds: undefined,
      failure
    }),
    close() {
      isClosed = true
      // Whoever remembers a token that was verified with it must not let it in any more.
      keySet = undefined
    }
  }
}

const HINT_UNKNOWN = 'the option "jwks" has no key for this token'
