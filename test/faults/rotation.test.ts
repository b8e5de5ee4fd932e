import { createTestClock } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { createGate, eventsOf, openIssuer, rehearse, rehearseWarm } from './rehearsal.ts'

describe.each(targets)('a rotation, seen on $name', (target) => {
  test('K13, K15: costs no refusal, and the key that left is refused', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const api = await target.start({ ...issuer.options, clock })
    onTestFinished(() => api.close())
    const old = await issuer.issue()
    expect((await sendToken(api.port, old)).status).toBe(200)
    await issuer.rotate()
    expect((await sendToken(api.port, await issuer.issue())).status).toBe(200)
    expect(issuer.requests.jwks).toBe(2)
    const refused = await sendToken(api.port, old)
    expect(refused.status).toBe(401)
    expect(refused.headers['www-authenticate']?.[0]).toContain('error="invalid_token"')
  })
})

describe('a new key with a new kid', () => {
  test('K13: the first token is accepted in the same request, one fetch for fifty that wait', async () => {
    const { issuer, askMany, countFetches, events } = await rehearseWarm()
    await issuer.rotate({ keepOld: true })
    const { outcomes } = await askMany(50)
    expect(await outcomes).toEqual(new Set(['served']))
    expect(countFetches()).toBe(1)
    const [unknown] = eventsOf(events, 'key_id_unknown')
    expect(unknown).toMatchObject({ refetch: true, unverifiedKid: issuer.publicKeys()[0]?.kid })
  })

  test('K13: is accepted by fifty requests that find an older fetch under way, with one fetch more', async () => {
    const { issuer, askMany, countFetches, advanceToRefresh } = await rehearseWarm()
    const gate = createGate()
    // What is answered was decided when it was asked for: before the rotation.
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    await advanceToRefresh()
    await issuer.rotate()
    const { outcomes } = await askMany(50)
    expect(countFetches()).toBe(1)
    gate.open()
    expect(await outcomes).toEqual(new Set(['served']))
    expect(countFetches()).toBe(1)
  })

  test('K13: is accepted by requests that find the first fetch of all under way', async () => {
    const { issuer, ask, askMany, countFetches, untilAsked } = await rehearse()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    const first = ask(await issuer.issue())
    await untilAsked('jwks')
    await issuer.rotate({ keepOld: true })
    const { outcomes } = await askMany(50)
    gate.open()
    expect(await first).toBe('served')
    expect(await outcomes).toEqual(new Set(['served']))
    expect(countFetches()).toBe(2)
  })

  test('K13: several rotations in a row cost no refusal', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    for (let rotation = 0; rotation < 10; rotation += 1) {
      await issuer.rotate()
      expect(await ask()).toBe('served')
      await clock.advance(15)
    }
  })

  test('K13: tells which keys came and which left', async () => {
    const { issuer, ask, events } = await rehearseWarm()
    const before = issuer.publicKeys()[0]?.kid
    await issuer.rotate()
    expect(await ask()).toBe('served')
    expect(eventsOf(events, 'key_set_replaced').map(({ added, removed }) => ({ added, removed }))).toEqual([
      { added: [before], removed: [] },
      { added: [issuer.publicKeys()[0]?.kid], removed: [before] }
    ])
  })

  test('K13: the wait for it is at most two seconds, and the fetch goes on for the next', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    await issuer.rotate({ keepOld: true })
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    const answer = ask(await issuer.issue())
    await clock.advance(2)
    expect(await answer).toBe('503 jwks_unreachable')
    gate.open()
    await clock.advance(0)
    expect(await ask()).toBe('served')
    expect(issuer.requests.jwks).toBe(2)
  })

  test('K13: while the issuer is away it is our trouble, not that of the token', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    await issuer.rotate({ keepOld: true })
    await issuer.stop()
    for (let requests = 0; requests < 5; requests += 1) expect(await ask()).toBe('503 jwks_unreachable')
    await issuer.start()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test('K13: is accepted as soon as the issuer is back, whatever was asked for in vain meanwhile', async () => {
    const { issuer, clock, ask } = await rehearseWarm()
    await issuer.stop()
    for (let requests = 0; requests < 20; requests += 1) await ask(await issuer.issueBad('unknownKid'))
    await clock.advance(5)
    await issuer.start()
    await clock.advance(60)
    await issuer.rotate()
    expect(await ask()).toBe('served')
  })
})
