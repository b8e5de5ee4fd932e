import { createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { createClosing } from '../../src/documents/closing.ts'
import { createIntrospection, type Introspection } from '../../src/introspection/create-introspection.ts'
import type { ResolvedIntrospectionOptions } from '../../src/introspection/introspection-options.ts'
import { parseAnswer, type IntrospectionAnswer } from '../../src/introspection/parse-answer.ts'

/** What a test changes. */
export interface KitChange {
  readonly options?: Partial<ResolvedIntrospectionOptions>
  readonly clock?: TestClock
  readonly fetchTimeoutSeconds?: number
  readonly parse?: (content: unknown) => IntrospectionAnswer | Promise<IntrospectionAnswer>
}

/** An issuer, and the introspection of one of its clients. */
export interface IntrospectionKit {
  readonly issuer: TestIssuer
  /** Opens another introspection at the same issuer, with a cache of its own. */
  open(change?: KitChange): Introspection
}

/** Starts a test issuer; it ends with the test. */
export async function createKit(clock?: TestClock): Promise<IntrospectionKit> {
  const issuer = await createTestIssuer({ algorithms: ['ES256'], ...(clock === undefined ? {} : { clock }) })
  onTestFinished(() => issuer.close())
  const { clientId, clientSecret, endpoint } = issuer.introspection
  return {
    issuer,
    open({ options = {}, fetchTimeoutSeconds = 30, parse = parseAnswer } = {}) {
      return createIntrospection({
        issuer: issuer.issuer,
        options: {
          clientId,
          clientSecret,
          clientSecretMethod: 'client_secret_basic',
          clientAssertion: undefined,
          for: 'opaque',
          cacheSeconds: 30,
          endpoint: undefined,
          signed: false,
          store: undefined,
          ...options
        },
        documents: {
          fetch: (url, init) => globalThis.fetch(url, init),
          clock: clock ?? systemClock,
          fetchTimeoutSeconds,
          closing: createClosing()
        },
        locate: async () => endpoint,
        parse
      })
    }
  }
}
