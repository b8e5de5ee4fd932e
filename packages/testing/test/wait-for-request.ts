import { vi } from 'vitest'
import type { TestIssuer } from '../src/index.ts'

// Longer than a test may take: a machine may stand still for a second, and the limit of the test ends it anyway.
const TIMEOUT_MILLISECONDS = 60_000

/** Waits until the first request for a document has arrived. */
export async function waitForRequest(issuer: TestIssuer, document: 'metadata' | 'jwks'): Promise<void> {
  const settings = { timeout: TIMEOUT_MILLISECONDS, interval: 5 }
  await vi.waitUntil(() => issuer.requests[document] > 0, settings)
}
