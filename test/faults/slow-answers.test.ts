import type { Fault } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, rehearse, rehearseWarm } from './rehearsal.ts'

const slow: readonly { title: string; fault: Fault; phase: string }[] = [
  { title: 'headers that never come', fault: { kind: 'hang' }, phase: 'request' },
  {
    title: 'a body that comes drop by drop',
    fault: { kind: 'drip', bytes: 1, everySeconds: 0.01 },
    phase: 'body'
  }
]

describe.each(['metadata', 'jwks'] as const)('K5: a server that is slow with the %s', (document) => {
  test.each(slow)('$title: is given up after three seconds, the body included', async ({ fault, phase }) => {
    const { issuer, clock, ask, events, untilAsked } = await rehearse()
    issuer.faults.apply(document, fault)
    const token = await issuer.issue()
    let isAnswered = false
    const answer = ask(token).finally(() => {
      isAnswered = true
    })
    await untilAsked(document)
    await clock.advance(2.999)
    expect(isAnswered).toBe(false)
    await clock.advance(0.001)
    expect(await answer).toBe(`503 ${document}_unreachable`)
    expect(eventsOf(events, 'fetch_failed')[0]).toMatchObject({
      document,
      url: document === 'jwks' ? issuer.jwksUri : issuer.metadataUrl,
      reason: 'timeout',
      phase,
      milliseconds: 3000
    })
  })

  test('the deadline is an option that works', async () => {
    const keys = { fetchTimeoutSeconds: 0.5 }
    const { issuer, clock, ask, events, untilAsked } = await rehearse({ options: { keys } })
    issuer.faults.apply(document, { kind: 'hang' })
    const answer = ask(await issuer.issue())
    await untilAsked(document)
    await clock.advance(0.5)
    expect(await answer).toBe(`503 ${document}_unreachable`)
    expect(eventsOf(events, 'fetch_failed')[0]?.milliseconds).toBe(500)
  })
})

test('K5: all places of metadata together have one deadline', async () => {
  const { issuer, clock, ask } = await rehearse({ issuer: { path: '/tenant' } })
  issuer.faults.apply('metadata', { kind: 'hang' })
  const answer = ask(await issuer.issue())
  await clock.advance(3)
  expect(await answer).toBe('503 metadata_unreachable')
  // Each was tried: the next one starts after a second without an answer.
  expect(issuer.requests.metadata).toBe(2)
})

test('K5: a first place of metadata that hangs delays the first request by a second and no other one', async () => {
  const { issuer, clock, ask } = await rehearse({ issuer: { path: '/tenant' } })
  issuer.faults.apply('oauthInserted', { kind: 'hang' })
  const answer = ask(await issuer.issue())
  await clock.advance(1)
  expect(await answer).toBe('served')
  expect(await ask()).toBe('served')
})

test('K5: a slow refresh keeps no request waiting, not even when the life of the set ends meanwhile', async () => {
  const keys = { ttlSeconds: 60, fetchTimeoutSeconds: 30 }
  const { issuer, clock, ask, resource, events } = await rehearseWarm({ options: { keys } })
  issuer.faults.apply('jwks', { kind: 'hang' })
  // The refresh begins after 53 seconds at most, and hangs for 30.
  for (let second = 0; second < 200; second += 5) {
    await clock.advance(5)
    expect(await ask()).toBe('served')
  }
  expect(resource.readiness().status).toBe('stale')
  expect(eventsOf(events, 'key_set_stale')).toHaveLength(1)
})
