import { describe, expect, test } from 'vitest'
import { rehearseWarm } from './rehearsal.ts'

const DAY = 24 * 3600

describe.each([
  { title: 'forward', seconds: DAY },
  { title: 'back', seconds: -DAY }
])('the wall clock jumps a day $title', ({ seconds }) => {
  test('T2: the life of the keys does not notice', async () => {
    const { issuer, clock, resource, ask, countFetches } = await rehearseWarm()
    clock.jump(seconds)
    await clock.advance(0)
    expect(countFetches()).toBe(0)
    expect(resource.readiness()).toMatchObject({ status: 'ready', issuers: [{ ageSeconds: 0 }] })
    expect(await ask()).toBe('served')
    await clock.advance(431)
    expect(countFetches()).toBe(0)
    await clock.advance(98)
    expect(countFetches()).toBe(1)
    expect(issuer.requests.metadata).toBe(1)
  })

  test('T2: the bound of an outage does not notice', async () => {
    const keys = { staleIfErrorSeconds: 1200 }
    const { issuer, clock, ask } = await rehearseWarm({ options: { keys } })
    await issuer.stop()
    await clock.advance(700)
    clock.jump(seconds)
    expect(await ask()).toBe('served')
    await clock.advance(1100 - 0.001)
    expect(await ask()).toBe('served')
    await clock.advance(0.001)
    expect(await ask()).toBe('503 jwks_unreachable')
  })

  test('T2: the back-off does not notice', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    issuer.faults.apply('jwks', { kind: 'status', status: 429, headers: { 'Retry-After': '200' } })
    await issuer.rotate()
    expect(await ask()).toBe('503 jwks_unreachable')
    clock.jump(seconds)
    issuer.faults.clear()
    expect(await ask()).toBe('503 jwks_unreachable')
    await clock.advance(200)
    expect(await ask()).toBe('served')
  })
})

describe('a token in a jump of the wall clock', () => {
  test('T2: that was verified before does not live longer because the clock was set back', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    const token = await issuer.issue({ expiresInSeconds: 300 })
    expect(await ask(token)).toBe('served')
    clock.jump(-DAY)
    await clock.advance(331)
    // It is verified anew, by the time that the clock shows.
    expect(await ask(token)).toBe('401 token_issued_in_future')
    clock.jump(DAY)
    expect(await ask(token)).toBe('401 token_expired')
  })

  test('T2: that was verified before is refused by a clock that is set ahead, and comes back with it', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    const token = await issuer.issue({ expiresInSeconds: 300 })
    expect(await ask(token)).toBe('served')
    clock.jump(DAY)
    expect(await ask(token)).toBe('401 token_expired')
    clock.jump(-DAY)
    expect(await ask(token)).toBe('served')
  })
})
