import type { PublicJwk } from './public-jwk.ts'
import { createSigningKey } from './create-signing-key.ts'
import type { SigningKey } from './create-signing-key.ts'

/** How the keys of an issuer change. */
export interface RotationOptions {
  /**
   * Whether the old keys stay in the published set in addition to the new ones.
   *
   * @default false
   */
  keepOld?: boolean
  /**
   * Whether the new keys take over the key ids of the old ones: other key material under a known `kid`.
   * Together with `keepOld` the set then holds every `kid` twice.
   *
   * @default false
   */
  sameKid?: boolean
}

/** The keys of one issuer: which it signs with, which it publishes, and those it had before. */
export interface KeyRing {
  /** The algorithms it has a key for; the first is the default. */
  readonly algorithms: readonly string[]
  /**
   * The key that signs with this algorithm now.
   *
   * @param algorithm Default: the first of `algorithms`.
   * @throws {TypeError} When the issuer has no key for the algorithm.
   */
  current(algorithm?: string): SigningKey
  /**
   * A key that the issuer has or had; of several with one `kid` the newest.
   *
   * @throws {TypeError} When it never had a key of this id.
   */
  find(kid: string): SigningKey
  /** Copies of the published JWKs, the newest first. */
  published(): PublicJwk[]
  /** Makes a new key for every algorithm and signs with it from then on. */
  rotate(options?: RotationOptions): Promise<void>
  /**
   * Withdraws a key from the published set. The issuer continues to sign with it if it is the current one, so
   * that a test can show what happens to the tokens of a withdrawn key.
   *
   * @throws {TypeError} When no published key has this id.
   */
  remove(kid: string): void
}

/**
 * Makes a set of fresh keys, one for each algorithm.
 *
 * @throws {TypeError} If there is no algorithm, or one that the test issuer cannot sign with.
 */
export async function createKeyRing(algorithms: readonly string[]): Promise<KeyRing> {
  const [defaultAlgorithm] = algorithms
  if (defaultAlgorithm === undefined) throw new TypeError('"algorithms" must name at least one algorithm')
  const current = new Map<string, SigningKey>()
  let everHeld: SigningKey[] = []
  let published: SigningKey[] = []

  async function renew(kidOf: (algorithm: string) => string | undefined): Promise<SigningKey[]> {
    const made = await Promise.all(
      algorithms.map((algorithm) => createSigningKey(algorithm, kidOf(algorithm)))
    )
    for (const key of made) current.set(key.algorithm, key)
    everHeld = [...made, ...everHeld]
    return made
  }
  published = await renew(() => undefined)

  return {
    algorithms: [...algorithms],
    current(algorithm = defaultAlgorithm) {
      return required(current.get(algorithm), `the issuer has no ${algorithm} key; name it in "algorithms"`)
    },
    find(kid) {
      return required(
        everHeld.find((key) => key.kid === kid),
        'the issuer never had a key of this "kid"'
      )
    },
    published: () => published.map((key) => ({ ...key.publicJwk })),
    async rotate({ keepOld = false, sameKid = false } = {}) {
      const made = await renew((algorithm) => (sameKid ? current.get(algorithm)?.kid : undefined))
      published = keepOld ? [...made, ...published] : made
    },
    remove(kid) {
      const left = published.filter((key) => key.kid !== kid)
      if (left.length === published.length) throw new TypeError('no published key has this "kid"')
      published = left
    }
  }
}

function required(key: SigningKey | undefined, message: string): SigningKey {
  if (key === undefined) throw new TypeError(message)
  return key
}
