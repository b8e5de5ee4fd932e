import { createTestClock } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { eventsOf, openIssuer, rehearseWarm } from './rehearsal.ts'

const HOUR = 3600
/** A bound that passes faster than that of six hours. */
const SHORT = { staleIfErrorSeconds: 1200 }

describe('an issuer that goes down after it was reached', () => {
  test.each(targets)('K2, K3: on $name known keys serve on until the bound, then 503', async (target) => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const api = await target.start({ ...issuer.options, clock, keys: SHORT })
    onTestFinished(() => api.close())
    expect((await sendToken(api.port, await issuer.issue())).status).toBe(200)

    await issuer.stop()
    await clock.advance(1200)
    expect((await sendToken(api.port, await issuer.issue())).status).toBe(200)

    await clock.advance(600)
    const refused = await sendToken(api.port, await issuer.issue())
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([503, undefined])
    expect(Number(refused.headers['retry-after']?.[0])).toBeLessThanOrEqual(60)

    await issuer.start()
    await clock.advance(60)
    expect((await sendToken(api.port, await issuer.issue())).status).toBe(200)
  })

  test('K2: serves a token that was verified before and one that was not, and no request waits', async () => {
    const { issuer, clock, resource, ask } = await rehearseWarm()
    const known = await issuer.issue({ expiresInSeconds: HOUR })
    expect(await ask(known)).toBe('served')
    issuer.faults.apply('both', { kind: 'reset' })
    await clock.advance(600)
    issuer.faults.apply('both', { kind: 'hang' })
    await clock.advance(60)
    // Whatever is under way hangs: what is served here does not wait for it.
    const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${known}` } }
    expect(resource.authenticateFromCache(request)?.subject).toBe('test-user')
    expect(await ask()).toBe('served')
  })

  test('K3: the bound is exact, counted from the end of the life of the set', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    await issuer.stop()
    await clock.advance(600 + 6 * HOUR - 0.001)
    expect(await ask()).toBe('served')
    await clock.advance(0.001)
    expect(await ask()).toBe('503 jwks_unreachable')
  })

  test('K3: a token that was verified before is not recognised beyond the bound', async () => {
    const { issuer, clock, ask } = await rehearseWarm({ options: { keys: SHORT } })
    const token = await issuer.issue({ expiresInSeconds: 24 * HOUR })
    expect(await ask(token)).toBe('served')
    await issuer.stop()
    await clock.advance(600 + 1200)
    expect(await ask(token)).toBe('503 jwks_unreachable')
  })

  test('K3: the bound is an option, and 0 means that no stale set ever serves', async () => {
    const keys = { staleIfErrorSeconds: 0 }
    const { issuer, clock, ask } = await rehearseWarm({ options: { keys } })
    await issuer.stop()
    await clock.advance(599.999)
    expect(await ask()).toBe('served')
    await clock.advance(0.001)
    expect(await ask()).toBe('503 jwks_unreachable')
  })

  test('says once that a stale set serves, once that it gave up, and tells the readiness', async () => {
    const { issuer, clock, resource, ask, events } = await rehearseWarm({ options: { keys: SHORT } })
    await issuer.stop()
    await clock.advance(599)
    expect(resource.readiness()).toMatchObject({
      status: 'ready',
      issuers: [{ status: 'ready', keyCount: 1, lastFailure: { code: 'jwks_unreachable' } }]
    })
    await clock.advance(600)
    for (let requests = 0; requests < 3; requests += 1) expect(await ask()).toBe('served')
    expect(resource.readiness()).toMatchObject({
      status: 'stale',
      issuers: [{ status: 'stale', keyCount: 1 }]
    })
    await clock.advance(1200)
    for (let requests = 0; requests < 3; requests += 1) expect(await ask()).toBe('503 jwks_unreachable')
    expect(resource.readiness()).toMatchObject({ status: 'down', issuers: [{ issuer: issuer.issuer }] })
    const [stale, ...othersStale] = eventsOf(events, 'key_set_stale')
    expect(stale?.ageSeconds).toBeGreaterThanOrEqual(600)
    expect((stale?.ageSeconds ?? 0) + (stale?.remainingSeconds ?? 0)).toBeCloseTo(600 + 1200)
    const gaveUp = eventsOf(events, 'key_set_expired')
    expect([othersStale.length, gaveUp.length]).toEqual([0, 1])
  })

  test('says so as well where no request comes', async () => {
    const { issuer, clock, events } = await rehearseWarm({ options: { keys: SHORT } })
    await issuer.stop()
    await clock.advance(HOUR)
    expect(eventsOf(events, 'key_set_stale')).toHaveLength(1)
    expect(eventsOf(events, 'key_set_expired')).toHaveLength(1)
  })

  test('a second outage is told like the first', async () => {
    const { issuer, clock, events } = await rehearseWarm()
    for (let outage = 1; outage <= 2; outage += 1) {
      await issuer.stop()
      await clock.advance(HOUR)
      await issuer.start()
      await clock.advance(60)
      expect(eventsOf(events, 'key_set_stale')).toHaveLength(outage)
    }
  })
})
