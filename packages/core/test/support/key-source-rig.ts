import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { onTestFinished } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import type { KeySource } from '../../src/keys/key-source.ts'
import { createRemoteKeySource } from '../../src/keys/remote-key-source.ts'

/** A source of keys that are fetched from a real issuer, by a clock that stands still. */
export interface KeySourceRig {
  readonly clock: TestClock
  readonly issuer: TestIssuer
  readonly source: KeySource
  /** How often what `locate` says was called in question. */
  distrusted(): number
  /** The header of a token of the issuer's newest key. */
  header(): { alg: string; kid: string }
}

/** Opens one; it is closed with the test. */
export async function openKeySource(locate?: () => Promise<string>): Promise<KeySourceRig> {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
  let distrusted = 0
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
    isTrustedForGood: true,
    locate: locate ?? (() => Promise.resolve(issuer.jwksUri)),
    distrust() {
      distrusted += 1
    }
  })
  onTestFinished(async () => {
    source.close()
    await issuer.close()
  })
  const header = () => ({ alg: 'ES256', kid: issuer.publicKeys()[0]?.kid ?? '' })
  return { clock, issuer, source, distrusted: () => distrusted, header }
}
