import {
  createSigningKey,
  createTestClock,
  createTestIssuer,
  type TestClock,
  type TestIssuer,
  type TokenChange
} from '@portcullis/testing'
import { onTestFinished } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'
import type { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { AlgorithmName } from '../../src/jws/algorithms.ts'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { parseToken } from '../../src/jws/parse-token.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import type { KeySet } from '../../src/keys/key-set.ts'
import type { KeySource } from '../../src/keys/key-source.ts'
import { createRemoteKeySource } from '../../src/keys/remote-key-source.ts'
import { refusalOf } from './refusal-of.ts'

/** A source of keys that are fetched from a real issuer, by a clock that stands still. */
export interface KeySourceRig {
  readonly clock: TestClock
  readonly issuer: TestIssuer
  readonly source: KeySource
  /** How often the URL of the keys was called in question. */
  invalidated(): number
  /** Verifies the signature of a token. */
  verify(token: string, algorithm?: AlgorithmName): Promise<KeySet>
  /** Issues a token and verifies its signature. */
  verifyNew(change?: TokenChange): Promise<KeySet>
  /** Verifies a token of a key that is not published, and returns the refusal. */
  refuseUnknown(kid: string | undefined): Promise<ProtectedResourceError>
}

const foreign = await createSigningKey('ES256')

/** Opens one; it is closed with the test. */
export async function openKeySource(resolveJwksUri?: () => Promise<string>): Promise<KeySourceRig> {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
  let invalidated = 0
  const source = createRemoteKeySource({
    issuer: issuer.issuer,
    algorithms: new Set(['ES256']),
    options: KEY_DEFAULTS,
    documents: {
      fetch: (url, init) => fetch(url, init),
      clock,
      fetchTimeoutSeconds: 3,
      closing: createClosing()
    },
    location: {
      resolveJwksUri: resolveJwksUri ?? (() => Promise.resolve(issuer.jwksUri)),
      invalidate() {
        invalidated += 1
      }
    },
    thread: 'threadPool'
  })
  onTestFinished(async () => {
    source.close()
    await issuer.close()
  })
  const verify = async (token: string, algorithm: AlgorithmName = 'ES256') =>
    source.verify(parseToken(token, { maxTokenBytes: 100_000, headers: createHeaderMemory() }), algorithm)
  return {
    clock,
    issuer,
    source,
    invalidated: () => invalidated,
    verify,
    verifyNew: async (change) => verify(await issuer.issue(change)),
    async refuseUnknown(kid) {
      const token = await issuer.issue({ key: foreign, header: { kid } })
      return refusalOf(() => verify(token))
    }
  }
}
