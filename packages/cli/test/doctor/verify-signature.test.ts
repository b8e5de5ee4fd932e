import { ALGORITHM_NAMES } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { DoctorSettings } from '../../src/doctor/doctor-settings.ts'
import { explainToken } from '../../src/explain/explain-token.ts'
import { rsaKey, startAuthorizationServer } from '../authorization-server.ts'

// The test issuer makes no ML-DSA keys: not every runtime has them.
const ISSUED = ALGORITHM_NAMES.filter((name) => !name.startsWith('ML-DSA'))

async function endsOf(settings: DoctorSettings): Promise<Record<string, string>> {
  const { findings } = await diagnose(settings)
  return Object.fromEntries(findings.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

describe('the doctor on the signature of a sample token', () => {
  it.each(ISSUED)('tells a good one from a bad one, made with %s', async (algorithm) => {
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

  it('does not say that the key is known where there are no keys', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const token = await issuer.issue()
    issuer.faults.apply('jwks', { kind: 'status', status: 500 })
    expect(await endsOf({ ...issuer.options, token })).toMatchObject({ 'X-32': 'skip no_keys' })
  })
})

describe('the doctor and the API agree', () => {
  const { n, e, kty } = rsaKey('one')

  it.each([
    ['nothing', {}, true],
    ['"use" null', { use: null }, false],
    ['"key_ops" null', { key_ops: null }, false],
    ['"alg" null', { alg: null }, false],
    ['"kid" null', { kid: null }, false],
    ['an empty private member', { d: null }, false],
    ['an algorithm of another kind of key', { alg: 'RS256' }, false],
    ['a key of another kind', { n, e, kty }, false]
  ])('on a key set whose only key has as its oddity: %s', async (_, oddity, isTaken) => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using server = await startAuthorizationServer()
    server.routes.set('/keys', { keys: issuer.publicKeys().map((key) => ({ ...key, ...oddity })) })
    const token = await issuer.issue({ claims: { iss: server.origin } })
    const { verdict } = await diagnose({ issuer: server.origin, audience: issuer.audience, token })
    const { refusal } = await explainToken(token, { issuer: server.origin, audiences: [issuer.audience] })
    expect({ verdict, isTaken: refusal === undefined }).toEqual({
      verdict: isTaken ? 'ready_with_warnings' : 'not_ready',
      isTaken
    })
  })
})
