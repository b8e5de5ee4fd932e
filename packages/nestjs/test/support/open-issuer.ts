import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll } from 'vitest'

/** Starts an issuer for all tests of a file. */
export function useIssuer(): () => TestIssuer {
  let issuer: TestIssuer | undefined
  beforeAll(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
  })
  afterAll(() => issuer?.close())
  return () => {
    if (issuer === undefined) throw new Error('the issuer was not started')
    return issuer
  }
}
