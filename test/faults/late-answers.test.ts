import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createGate, openIssuer, openResource, outcomeOf, rehearse, rehearseWarm } from './rehearsal.ts'

describe('an answer that comes after a later one', () => {
  test('K20: an old set that comes after the deadline does not take the place of a new one', async () => {
    const { issuer, clock, ask, advanceToRefresh } = await rehearseWarm()
    const old = await issuer.issue({ expiresInSeconds: 3600 })
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    await advanceToRefresh()
    await issuer.rotate()
    // The deadline passes, the next attempt brings the new set, and then the old answer arrives.
    await clock.advance(10)
    expect(await ask()).toBe('served')
    gate.open()
    await clock.advance(0)
    expect(await ask()).toBe('served')
    expect(await ask(old)).toBe('401 key_not_found')
  })

  test('K20: not even where the function "fetch" of the options does not heed its signal', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const gate = createGate()
    const sets: string[] = []
    const resource = openResource({
      ...issuer.options,
      clock,
      async fetch(url) {
        const response = await fetch(url)
        // The second set is fetched in time and handed over late.
        if (url === issuer.jwksUri && sets.push(url) === 2) await gate.opened
        return response
      }
    })
    await resource.warmUp()
    const old = await issuer.issue({ expiresInSeconds: 3600 })
    while (sets.length < 2) await clock.advance(1)
    await issuer.rotate()
    await clock.advance(10)
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    gate.open()
    await clock.advance(0)
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    expect(sets).toHaveLength(3)
    expect(await outcomeOf(resource, old)).toBe('401 key_not_found')
  })

  test('K20: metadata that comes late does not lead to the keys of yesterday', async () => {
    const { issuer, clock, ask } = await rehearse()
    const gate = createGate()
    issuer.faults.apply(
      'metadata',
      { kind: 'wait', until: () => gate.opened, times: 2 },
      { kind: 'members', members: { jwks_uri: `${issuer.issuer}/yesterday` }, times: 2 }
    )
    const answer = ask(await issuer.issue())
    await clock.advance(3)
    expect(await answer).toBe('503 metadata_unreachable')
    await clock.advance(60)
    gate.open()
    await clock.advance(0)
    expect(await ask()).toBe('served')
    expect(issuer.requests.all.filter((target) => target.includes('yesterday'))).toEqual([])
  })

  test('K20: an answer that comes just in time is taken', async () => {
    const { issuer, clock, ask } = await rehearse()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    const answer = ask(await issuer.issue())
    await clock.advance(2.999)
    gate.open()
    expect(await answer).toBe('served')
  })
})
