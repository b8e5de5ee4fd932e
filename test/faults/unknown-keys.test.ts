import { randomUUID } from 'node:crypto'
import { createSigningKey } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, rehearse, rehearseWarm, type Rehearsal } from './rehearsal.ts'

/** Tokens that each name another key, which nobody publishes. */
async function issueRandom({ issuer }: Rehearsal, count: number): Promise<string[]> {
  const key = await createSigningKey('ES256')
  return Promise.all(
    Array.from({ length: count }, () => issuer.issue({ key, header: { kid: randomUUID() } }))
  )
}

async function flood(rehearsal: Rehearsal, count: number): Promise<Set<string>> {
  const tokens = await issueRandom(rehearsal, count)
  return new Set(await Promise.all(tokens.map((token) => rehearsal.ask(token))))
}

describe('a flood of random kids', () => {
  test('K16: costs two fetches at once and then one every ten seconds, eight a minute', async () => {
    const rehearsal = await rehearseWarm()
    const { clock, issuer } = rehearsal
    const fetchedAt: number[] = []
    for (let second = 0; second < 120; second += 2) {
      const before = issuer.requests.jwks
      expect(await flood(rehearsal, 20)).toEqual(new Set(['401 key_not_found']))
      for (let fetched = before; fetched < issuer.requests.jwks; fetched += 1) fetchedAt.push(second)
      await clock.advance(2)
    }
    const inMinutes = fetchedAt.map(
      (start) => fetchedAt.filter((at) => at >= start && at < start + 60).length
    )
    expect(Math.max(...inMinutes)).toBeLessThanOrEqual(8)
    expect(fetchedAt.every((at, index) => at - (fetchedAt[index - 2] ?? -10) >= 10)).toBe(true)
    // Metadata were looked up again, too, within a budget of their own.
    expect(issuer.requests.metadata).toBeLessThanOrEqual(1 + 2)
  })

  test('K16: leaves known keys alone, also while it makes the set be fetched from a server that hangs', async () => {
    const rehearsal = await rehearseWarm()
    const { issuer, clock, ask } = rehearsal
    issuer.faults.apply('jwks', { kind: 'hang', times: 1 })
    const tokens = await issueRandom(rehearsal, 200)
    const flooding = Promise.all(tokens.map((token) => ask(token)))
    await clock.advance(1)
    for (let requests = 0; requests < 5; requests += 1) expect(await ask()).toBe('served')
    await clock.advance(1)
    expect(new Set(await flooding)).toEqual(new Set(['503 jwks_unreachable']))
    expect(await ask()).toBe('served')
  })

  test('K16: keeps a rotated key out for ten seconds at most', async () => {
    const rehearsal = await rehearseWarm()
    const { issuer, clock, ask } = rehearsal
    await flood(rehearsal, 50)
    await flood(rehearsal, 50)
    await issuer.rotate({ keepOld: true })
    const token = await issuer.issue()
    expect(await ask(token)).toBe('401 key_not_found')
    await clock.advance(10)
    expect(await ask(token)).toBe('served')
  })

  test('K16: picks up a rotation within ten seconds while it goes on', async () => {
    const rehearsal = await rehearseWarm()
    const { issuer, clock, resource } = rehearsal
    for (let second = 0; second < 60; second += 1) {
      await flood(rehearsal, 5)
      await clock.advance(1)
    }
    await issuer.rotate({ keepOld: true })
    for (let second = 0; second < 10; second += 1) {
      await flood(rehearsal, 5)
      await clock.advance(1)
    }
    await flood(rehearsal, 5)
    expect(resource.readiness().issuers[0]?.keyCount).toBe(2)
  })

  test('K16: caches an unknown kid for ten seconds and not for longer, however often it is asked for', async () => {
    const { issuer, clock, ask, countFetches } = await rehearseWarm()
    const key = await createSigningKey('ES256')
    const token = await issuer.issue({ key, header: { kid: 'next' }, expiresInSeconds: 3600 })
    expect(await ask(token)).toBe('401 key_not_found')
    expect(countFetches()).toBe(1)
    for (let second = 0; second < 9; second += 1) {
      await clock.advance(1)
      expect(await ask(token)).toBe('401 key_not_found')
    }
    expect(countFetches()).toBe(0)
    await clock.advance(1.001)
    expect(await ask(token)).toBe('401 key_not_found')
    expect(countFetches()).toBe(1)
  })

  test('K16: spends nothing on fetches that are not made, while the issuer is left in peace', async () => {
    const rehearsal = await rehearseWarm()
    const { issuer, clock, ask, events, countFetches } = rehearsal
    issuer.faults.apply('both', { kind: 'status', status: 500, times: 2 })
    for (let floods = 0; floods < 2; floods += 1)
      expect(await flood(rehearsal, 100)).toEqual(new Set(['503 jwks_unreachable']))
    expect(eventsOf(events, 'key_id_unknown').filter(({ refetch }) => refetch)).toHaveLength(1)
    expect(countFetches()).toBe(1)
    await clock.advance(4)
    await issuer.rotate()
    expect(await ask()).toBe('served')
  })

  test('K16: at a cold start costs two fetches, and a good token is served', async () => {
    const rehearsal = await rehearse()
    const { ask, countFetches } = rehearsal
    expect(await flood(rehearsal, 200)).toEqual(new Set(['401 key_not_found']))
    expect(countFetches()).toBeLessThanOrEqual(2)
    expect(await ask()).toBe('served')
  })

  test('K16: each token that names an unknown key is told of', async () => {
    const rehearsal = await rehearse()
    await flood(rehearsal, 3)
    expect(eventsOf(rehearsal.events, 'key_id_unknown')).toHaveLength(3)
  })
})

describe('kids that say little', () => {
  test('K17: of several keys under one kid each is tried', async () => {
    const { issuer, askWith, countFetches } = await rehearse()
    await issuer.rotate({ sameKid: true, keepOld: true })
    const kid = issuer.publicKeys()[0]?.kid ?? ''
    expect(issuer.publicKeys().map((key) => key.kid)).toEqual([kid, kid])
    expect(await askWith({ key: kid })).toBe('served')
    expect(countFetches()).toBe(1)
  })

  test('K17: the older of two keys under one kid serves, and leaves with the set', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    const old = await issuer.issue({ expiresInSeconds: 3600 })
    await issuer.rotate({ sameKid: true, keepOld: true })
    expect(await ask()).toBe('served')
    expect(await ask(old)).toBe('served')
    await issuer.rotate({ sameKid: true })
    await clock.advance(530)
    expect(await ask(old)).toBe('401 signature_invalid')
  })

  test('K17: a token without kid is tried with every key that fits, once', async () => {
    const { issuer, askWith, countFetches } = await rehearse({
      issuer: { algorithms: ['ES256', 'ES384', 'EdDSA'] }
    })
    await issuer.rotate({ keepOld: true })
    await issuer.rotate({ keepOld: true })
    expect(await askWith({ header: { kid: undefined } })).toBe('served')
    expect(await askWith({ header: { kid: undefined }, algorithm: 'EdDSA' })).toBe('served')
    expect(countFetches()).toBe(1)
    const key = await createSigningKey('ES256')
    expect(await askWith({ header: { kid: undefined }, key })).toBe('401 signature_invalid')
  })

  test('K17: a set without kids serves tokens without', async () => {
    const { issuer, askWith } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'keysWithoutKid' })
    expect(await askWith({ header: { kid: undefined } })).toBe('served')
    expect(await askWith({})).toBe('401 key_not_found')
  })

  test('K17: a token without kid under an algorithm that no key has is like an unknown kid', async () => {
    const { issuer, askWith, countFetches } = await rehearseWarm()
    const key = await createSigningKey('ES384')
    for (let requests = 0; requests < 20; requests += 1)
      expect(await askWith({ header: { kid: undefined }, key })).toBe('401 key_not_found')
    expect(countFetches()).toBe(1)
    // Once for the keys, and once in case that they have moved.
    expect(issuer.requests.metadata).toBe(2)
  })

  test.each([257, 1000, 10_000])('K17: a kid of %i bytes costs nothing', async (length) => {
    const { askWith, countFetches, events } = await rehearseWarm()
    const outcome = await askWith({ header: { kid: 'k'.repeat(length) } })
    expect(outcome).toMatch(/^401 (token_too_large|token_malformed)$/)
    expect(countFetches()).toBe(0)
    expect(eventsOf(events, 'key_id_unknown')).toEqual([])
  })
})
