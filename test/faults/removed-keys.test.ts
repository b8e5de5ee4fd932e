import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, openIssuer, openResource, outcomeOf, rehearseWarm } from './rehearsal.ts'

describe('a key that was removed', () => {
  test('K15: is refused after the next refresh, for tokens that were verified before as well', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    const old = await issuer.issue({ expiresInSeconds: 3600 })
    const kid = issuer.publicKeys()[0]?.kid ?? ''
    expect(await ask(old)).toBe('served')
    await issuer.rotate()
    await clock.advance(431)
    expect(await ask(old)).toBe('served')
    await clock.advance(98)
    expect(await ask(old)).toBe('401 key_not_found')
    expect(await ask(await issuer.issue({ key: kid }))).toBe('401 key_not_found')
  })

  test('K15: is refused at once when any other token has made the set be fetched', async () => {
    const { issuer, ask } = await rehearseWarm()
    const old = await issuer.issue()
    await issuer.rotate()
    expect(await ask(old)).toBe('served')
    expect(await ask()).toBe('served')
    expect(await ask(old)).toBe('401 key_not_found')
  })

  test('K15: that was removed in an outage is refused when the issuer is back', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    const old = await issuer.issue({ expiresInSeconds: 24 * 3600 })
    await issuer.stop()
    await issuer.rotate()
    await clock.advance(3600)
    expect(await ask(old)).toBe('served')
    await issuer.start()
    await clock.advance(60)
    expect(await ask(old)).toBe('401 key_not_found')
  })

  test('K15: that was removed while the process was frozen in an outage is refused when it goes on', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    let isFrozen = false
    const resource = openResource({
      ...issuer.options,
      clock: {
        ...clock,
        schedule: (task, milliseconds) => clock.schedule(() => (isFrozen ? undefined : task()), milliseconds)
      }
    })
    await resource.warmUp()
    const old = await issuer.issue({ expiresInSeconds: 24 * 3600 })
    await issuer.stop()
    await clock.advance(700)
    expect(await outcomeOf(resource, old)).toBe('served')
    isFrozen = true
    await clock.advance(3600)
    await issuer.rotate()
    await issuer.start()
    isFrozen = false
    expect(await outcomeOf(resource, old)).toBe('401 key_not_found')
  })

  test('K15: the same keys in another order and with members in another order forget nothing', async () => {
    const { issuer, clock, ask, events } = await rehearseWarm({ issuer: { algorithms: ['ES256', 'EdDSA'] } })
    const token = await issuer.issue({ expiresInSeconds: 3600 })
    expect(await ask(token)).toBe('served')
    const keys = issuer
      .publicKeys()
      .toReversed()
      .map((key) => Object.fromEntries(Object.entries(key).toReversed()))
    issuer.faults.apply('jwks', { kind: 'members', members: { keys } })
    await clock.advance(530)
    expect(issuer.requests.jwks).toBe(2)
    expect(await ask(token)).toBe('served')
    expect(eventsOf(events, 'key_set_replaced')).toHaveLength(1)
  })
})
