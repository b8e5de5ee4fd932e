import { onTestFinished } from 'vitest'
import { createTestIssuer } from '../src/index.ts'
import type { TestIssuer, TestIssuerOptions } from '../src/index.ts'

/** Starts an issuer with one quickly made key, and closes it when the test is over. */
export async function openIssuer(options: TestIssuerOptions = {}): Promise<TestIssuer> {
  const issuer = await createTestIssuer({ algorithms: ['ES256'], ...options })
  onTestFinished(() => issuer.close())
  return issuer
}
