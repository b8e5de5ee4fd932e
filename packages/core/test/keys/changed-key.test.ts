import { describe, expect, test } from 'vitest'
import { openKeySource, type KeySourceRig } from '../support/key-source-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'

describe('a key that was replaced under its id', () => {
  async function openChanged(): Promise<KeySourceRig> {
    const rig = await openKeySource()
    await rig.source.warmUp()
    return rig
  }

  test('is found in the same request', async () => {
    const { issuer, source, verifyNew } = await openChanged()
    const before = source.current()
    await issuer.rotate({ sameKid: true })
    expect(await verifyNew()).toBe(source.current())
    expect(source.current()).not.toBe(before)
  })

  test('is refused if nothing has changed, with one fetch in thirty seconds', async () => {
    const { clock, issuer, verify } = await openChanged()
    for (let count = 0; count < 2; count += 1) {
      const forged = await issuer.issueBad('otherKey')
      expect((await refusalOf(() => verify(forged))).code).toBe('signature_invalid')
      expect(issuer.requests.jwks).toBe(2)
      await clock.advance(29.999 / 2)
    }
    await clock.advance(0.001)
    await refusalOf(async () => verify(await issuer.issueBad('otherKey')))
    expect(issuer.requests.jwks).toBe(3)
  })

  test('is refused while the issuer is down, and found after its back-off', async () => {
    const { clock, issuer, source, verifyNew, refuseUnknown } = await openChanged()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, times: 1 })
    await refuseUnknown('x')
    await issuer.rotate({ sameKid: true })
    expect((await refusalOf(() => verifyNew())).code).toBe('signature_invalid')
    await clock.advance(2)
    expect(source.status().failure).toBeUndefined()
    expect(await verifyNew()).toBe(source.current())
  })

  test('is refused if the fetch for it fails', async () => {
    const { issuer, verifyNew } = await openChanged()
    await issuer.rotate({ sameKid: true })
    issuer.faults.apply('jwks', { kind: 'status', status: 503, times: 1 })
    expect((await refusalOf(() => verifyNew())).code).toBe('signature_invalid')
    expect(issuer.requests.jwks).toBe(2)
  })
})
