import { once } from 'node:events'
import { connect } from 'node:net'
import { createTestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { requestBytes } from '../http/exchange-bytes.ts'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { createGate, openIssuer, openResource, outcomeOf, rehearse, rehearseWarm } from './rehearsal.ts'

const issueMany = (issuer: TestIssuer, count: number, expiresInSeconds = 300) =>
  Promise.all(Array.from({ length: count }, () => issuer.issue({ expiresInSeconds })))

describe.each(targets)('many requests at once, on $name', (target) => {
  test('K18: a thousand at a cold start make one fetch of the metadata and one of the keys', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const api = await target.start({ ...issuer.options, clock })
    onTestFinished(() => api.close())
    const tokens = await issueMany(issuer, 1000)
    const answers = await Promise.all(tokens.map((token) => sendToken(api.port, token)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
  })

  test('K19: the first client to wait goes away, and the others are served by the same fetch', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const api = await target.start({ ...issuer.options, clock })
    onTestFinished(() => api.close())
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened })
    const [first = '', ...others] = await issueMany(issuer, 10)
    const socket = connect({ host: '127.0.0.1', port: api.port })
    socket.write(requestBytes('GET /protected HTTP/1.1', [`Authorization: Bearer ${first}`]))
    while (issuer.requests.jwks === 0) await clock.advance(0)
    socket.destroy()
    await once(socket, 'close')
    const answers = others.map((token) => sendToken(api.port, token))
    await clock.advance(0)
    gate.open()
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
  })
})

describe('many requests at once', () => {
  test('K18: a thousand find a server that is down, and ask it once', async () => {
    const { issuer, ask } = await rehearse()
    issuer.faults.apply('both', { kind: 'status', status: 503 })
    const tokens = await issueMany(issuer, 1000)
    const outcomes = await Promise.all(tokens.map((token) => ask(token)))
    expect(new Set(outcomes)).toEqual(new Set(['503 metadata_unreachable']))
    expect(issuer.requests).toMatchObject({ metadata: 2, jwks: 0 })
  })

  test('K18: at the end of the life of a set none waits, and the refresh is one fetch', async () => {
    const { issuer, clock, ask, countFetches } = await rehearseWarm()
    const tokens = await issueMany(issuer, 200, 3600)
    for (let step = 0; step < 12; step += 1) {
      await clock.advance(50)
      const outcomes = await Promise.all(tokens.map((token) => ask(token)))
      expect(new Set(outcomes)).toEqual(new Set(['served']))
    }
    expect(countFetches()).toBe(1)
  })

  test('K18: while the refresh is under way none waits for it', async () => {
    const { issuer, clock, ask, advanceToRefresh, countFetches } = await rehearseWarm()
    const tokens = await issueMany(issuer, 200, 3600)
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    await advanceToRefresh()
    const outcomes = await Promise.all(tokens.map((token) => ask(token)))
    expect(new Set(outcomes)).toEqual(new Set(['served']))
    gate.open()
    await clock.advance(0)
    expect(countFetches()).toBe(1)
  })

  test('K18: after a sleep in which no timer fired the issuer is asked, once, before old keys are believed', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const sleepy = {
      ...clock,
      schedule: (task: () => void, milliseconds: number) =>
        milliseconds > 10_000 ? () => undefined : clock.schedule(task, milliseconds)
    }
    const resource = openResource({ ...issuer.options, clock: sleepy })
    await resource.warmUp()
    const old = await issuer.issue({ expiresInSeconds: 3600 })
    expect(await outcomeOf(resource, old)).toBe('served')
    await issuer.rotate()
    await clock.advance(600)
    const tokens = await issueMany(issuer, 50)
    const outcomes = await Promise.all(tokens.map((token) => outcomeOf(resource, token)))
    expect(new Set(outcomes)).toEqual(new Set(['served']))
    expect(issuer.requests.jwks).toBe(2)
    expect(await outcomeOf(resource, old)).toBe('401 key_not_found')
  })
})
