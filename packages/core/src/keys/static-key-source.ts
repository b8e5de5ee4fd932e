import type { Clock } from '../clock/clock.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { ImportVerificationKey, SignatureThread } from '../jws/verification-key.ts'
import { classifyKey } from './classify-key.ts'
import { createKeySet, readKeys, type KeySet, type KeySetFailure } from './key-set.ts'
import { createSignatureVerifier, type KeySource, type SearchableKeys } from './key-source.ts'

/** What a source of static keys is made of. */
export interface StaticKeySettings {
  readonly algorithms: ReadonlySet<string>
  readonly clock: Clock
  readonly thread: SignatureThread
  /** The engine; by default that of the runtime. */
  readonly importKey?: ImportVerificationKey
}

/**
 * Creates the source of keys from the option `jwks`: for tests, and if there is no network. They never change
 * and never expire.
 *
 * @param jwks The JWK Set.
 * @param settings How they are used.
 * @throws {ConfigurationError} If it is not a JWK Set, or has a private, symmetric or malformed key. On Node,
 *   also if it has no usable key; other runtimes import asynchronously and report that as `jwks_invalid`.
 */
export function createStaticKeySource(jwks: unknown, settings: StaticKeySettings): KeySource {
  const { clock, thread } = settings
  const created = createCheckedSet(jwks, settings)
  let keySet = isPromise(created) ? undefined : created
  let isClosed = false
  let failure: KeySetFailure | undefined
  const building = Promise.resolve(created).then((built) => {
    if (!isClosed) keySet = built
    return built
  })
  // Reported by every request, by `warmUp` and by the readiness.
  building.catch((error: unknown) => {
    if (isProtectedResourceError(error))
      failure = { error, count: 1, at: clock.monotonic(), nextAttemptAt: Infinity }
  })
  const current = (): KeySet | undefined => keySet
  const keys: SearchableKeys = {
    current,
    obtain: () => building,
    fetches: () => 0,
    findUnknown: ({ kid, algorithm }) => {
      const reason = keySet?.whyNot(kid, algorithm)
      const hint = `the option "jwks" has no key for this token${reason === undefined ? '' : `: ${reason}`}`
      return Promise.reject(new ProtectedResourceError('key_not_found', { hint, cause: { alg: algorithm } }))
    },
    findChanged: () => Promise.resolve(undefined)
  }
  return {
    current,
    verify: createSignatureVerifier(keys, thread),
    warmUp: async () => void (await building),
    status: () => ({
      phase: keySet === undefined ? 'cold' : 'fresh',
      keySet,
      ageSeconds: undefined,
      failure
    }),
    close() {
      isClosed = true
      // Tokens that were verified with it are no longer accepted.
      keySet = undefined
    }
  }
}

/** Judges the structure first, which needs no import. */
function createCheckedSet(
  jwks: unknown,
  { algorithms, importKey }: StaticKeySettings
): KeySet | Promise<KeySet> {
  try {
    for (const [index, key] of readKeys(jwks).entries()) {
      const classified = classifyKey(key, algorithms)
      if ('isInvalid' in classified && classified.isInvalid)
        throw new ConfigurationError('jwks', `option "jwks", key ${index}: ${classified.reason}`)
    }
    return createKeySet(jwks, { algorithms, importKey })
  } catch (error) {
    if (!isProtectedResourceError(error)) throw error
    throw new ConfigurationError('jwks', `option "jwks": ${error.hint ?? error.code}`)
  }
}
