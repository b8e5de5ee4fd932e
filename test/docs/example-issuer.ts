import { createTestIssuer, type TestIssuer, type TokenChange } from '@portcullis/testing'

/** The issuer that the documents use. */
const EXAMPLE_ISSUER = 'https://auth.example.com'

/** The audience that the documents use. */
export const EXAMPLE_AUDIENCE = 'https://api.example.com'

/** A test issuer under the name that the documents use. */
export interface ExampleIssuer {
  readonly issuer: TestIssuer
  /** Mints a token of the issuer of the documents. */
  issue(change?: TokenChange): Promise<string>
  close(): Promise<void>
}

/**
 * Starts a test issuer that calls itself by the name in the documents, and has this process reach it under
 * that name. Everything else is real: metadata and keys travel over HTTP.
 *
 * @param path The path of the issuer, if it has one.
 */
export async function startExampleIssuer(path = ''): Promise<ExampleIssuer> {
  const issuer = await createTestIssuer({ audience: EXAMPLE_AUDIENCE, path })
  const iss = `${EXAMPLE_ISSUER}${path}`
  issuer.faults.apply('metadata', { kind: 'members', members: { issuer: iss } })
  const { origin } = new URL(issuer.issuer)
  const realFetch = globalThis.fetch
  globalThis.fetch = (input, init) =>
    typeof input === 'string' && input.startsWith(`${EXAMPLE_ISSUER}/`)
      ? realFetch(input.replace(EXAMPLE_ISSUER, origin), init)
      : realFetch(input, init)
  return {
    issuer,
    issue: (change = {}) => issuer.issue({ ...change, claims: { iss, ...change.claims } }),
    async close() {
      globalThis.fetch = realFetch
      await issuer.close()
    }
  }
}
