import { ALGORITHM_NAMES } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { DoctorSettings } from '../../src/doctor/facts/doctor-settings.ts'

// The test issuer creates no ML-DSA keys: not every runtime supports them.
const ISSUED = ALGORITHM_NAMES.filter((name) => !name.startsWith('ML-DSA'))

async function endsOf(settings: DoctorSettings): Promise<Record<string, string>> {
  const { findings } = await diagnose(settings)
  return Object.fromEntries(findings.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

describe('the doctor on the signature of a sample token', () => {
  it.each(ISSUED)('accepts a valid and refuses an invalid one of algorithm %s', async (algorithm) => {
    await using issuer = await createTestIssuer({ algorithms: [algorithm] })
    const { options } = issuer
    const good = await issuer.issue()
    expect(await endsOf({ ...options, token: good })).toMatchObject({ 'X-32': 'pass access_token' })
    for (const token of [
      await issuer.issueBad('otherKey'),
      await issuer.issueBad('tampered'),
      `${good}=`,
      good.slice(0, -8),
      good.slice(0, good.lastIndexOf('.') + 1)
    ]) {
      expect(await endsOf({ ...options, token })).toMatchObject({ 'X-32': 'fail bad_signature' })
    }
  })

  it('skips X-32 if the key set cannot be fetched', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const token = await issuer.issue()
    issuer.faults.apply('jwks', { kind: 'status', status: 500 })
    expect(await endsOf({ ...issuer.options, token })).toMatchObject({ 'X-32': 'skip no_keys' })
  })
})
