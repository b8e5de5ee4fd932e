import { describe, expect, test } from 'vitest'
import { createGate, rehearseWarm } from './rehearsal.ts'

describe('new key material under a known kid', () => {
  test('K14: is accepted in the same request, and the old material is refused', async () => {
    const { issuer, ask, countFetches } = await rehearseWarm()
    const old = await issuer.issue()
    expect(await ask(old)).toBe('served')
    await issuer.rotate({ sameKid: true })
    expect(await ask()).toBe('served')
    expect(countFetches()).toBe(1)
    expect(await ask(old)).toBe('401 signature_invalid')
  })

  test('K14: is accepted by fifty requests at once, with one fetch', async () => {
    const { issuer, askMany, countFetches } = await rehearseWarm()
    await issuer.rotate({ sameKid: true })
    const { outcomes } = await askMany(50)
    expect(await outcomes).toEqual(new Set(['served']))
    expect(countFetches()).toBe(1)
  })

  test('K14: is accepted where an older fetch is under way', async () => {
    const { issuer, askMany, countFetches, advanceToRefresh } = await rehearseWarm()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    await advanceToRefresh()
    await issuer.rotate({ sameKid: true })
    const { outcomes } = await askMany(10)
    gate.open()
    expect(await outcomes).toEqual(new Set(['served']))
    expect(countFetches()).toBe(2)
  })

  test('K14: a thousand forged tokens cost at most one fetch in thirty seconds', async () => {
    const { issuer, clock, ask, countFetches } = await rehearseWarm()
    const forge = async () => ask(await issuer.issueBad('otherKey'))
    for (let window = 0; window < 3; window += 1) {
      const outcomes = await Promise.all(Array.from({ length: 300 }, forge))
      expect(new Set(outcomes)).toEqual(new Set(['401 signature_invalid']))
      expect(countFetches()).toBe(1)
      await clock.advance(29.999)
      expect(await forge()).toBe('401 signature_invalid')
      expect(countFetches()).toBe(0)
      await clock.advance(0.001)
    }
  })

  test('K14: forged tokens stay refused while the issuer is away', async () => {
    const { issuer, ask } = await rehearseWarm()
    await issuer.stop()
    expect(await ask(await issuer.issueBad('tampered'))).toBe('401 signature_invalid')
    expect(await ask()).toBe('served')
  })

  test('K14: a stream of forged tokens does not keep out a key that was just rotated', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    for (let second = 0; second < 100; second += 5) {
      expect(await ask(await issuer.issueBad('otherKey'))).toBe('401 signature_invalid')
      if (second % 20 === 10) {
        await issuer.rotate({ keepOld: true })
        expect(await ask()).toBe('served')
      }
      await clock.advance(5)
    }
  })
})
