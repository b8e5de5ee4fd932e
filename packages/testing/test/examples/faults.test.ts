import { createTestIssuer } from '@portcullis/testing'
import { afterAll, expect, it } from 'vitest'

const issuer = await createTestIssuer({ algorithms: ['ES256'] })
afterAll(() => issuer.close())

it('breaks on command', async () => {
  // #region faults
  issuer.faults.apply('jwks', { kind: 'status', status: 429, headers: { 'Retry-After': '30' } })
  issuer.faults.apply('metadata', { kind: 'delay', seconds: 0.2 }, { kind: 'html' })
  const recover = issuer.faults.apply('both', { kind: 'reset', times: 3 })
  // #endregion
  await expect(fetch(issuer.jwksUri)).rejects.toThrow('fetch failed')
  recover()
  expect((await fetch(issuer.jwksUri)).headers.get('retry-after')).toBe('30')
  expect((await fetch(issuer.metadataUrl)).headers.get('content-type')).toBe('text/html')
})
