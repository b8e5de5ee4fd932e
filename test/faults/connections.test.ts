import { createServer } from 'node:net'
import { once } from 'node:events'
import { createTestClock } from '@portcullis/testing'
import { Agent, fetch as undiciFetch } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { eventsOf, openIssuer, openResource, outcomeOf, recordEvents, rehearse } from './rehearsal.ts'

describe('a connection that can not be had', () => {
  test('K4: refused, then accepted', async () => {
    const { issuer, clock, ask, events } = await rehearse()
    await issuer.stop()
    expect(await ask()).toBe('503 metadata_unreachable')
    expect(eventsOf(events, 'fetch_failed')[0]).toMatchObject({ reason: 'network', phase: 'request' })
    await issuer.start()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test.each(['metadata', 'jwks'] as const)('K4: reset in the place of the %s, then not', async (document) => {
    const { issuer, clock, ask, events } = await rehearse()
    issuer.faults.apply(document, { kind: 'reset' })
    expect(await ask()).toBe(`503 ${document}_unreachable`)
    expect(eventsOf(events, 'fetch_failed').at(-1)).toMatchObject({ document, reason: 'network' })
    issuer.faults.clear()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test('K4: reset in the middle of the keys', async () => {
    const { issuer, ask, events } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'cutOff' })
    expect(await ask()).toBe('503 jwks_unreachable')
    expect(eventsOf(events, 'fetch_failed')[0]).toMatchObject({
      reason: 'network',
      phase: 'body',
      status: 200
    })
  })

  test('K4: accepted and closed without a word', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { issuer } = await rehearse()
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const jwksUri = `http://127.0.0.1:${port}/jwks`
    const resource = openResource({ ...issuer.options, jwksUri })
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 jwks_unreachable')
  })

  test('K4: a name that does not exist', async () => {
    const { issuer } = await rehearse()
    const jwksUri = 'https://nowhere.invalid/jwks'
    const resource = openResource({ ...issuer.options, jwksUri })
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 jwks_unreachable')
  })

  test('K4: a certificate that nobody vouches for, and no option to overlook it', async () => {
    const issuer = await openIssuer({ tls: true })
    const resource = openResource(issuer.options)
    const events = recordEvents()
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 metadata_unreachable')
    expect(eventsOf(events, 'fetch_failed')[0]).toMatchObject({ reason: 'network', phase: 'request' })
    expect(issuer.requests.all).toEqual([])
  })

  test('K4: the option "fetch" brings trust in a certificate, for metadata and keys alike', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ tls: true, clock })
    const dispatcher = new Agent({ connect: { ca: issuer.certificate } })
    onTestFinished(() => dispatcher.close())
    const asked: string[] = []
    const resource = openResource({
      ...issuer.options,
      clock,
      async fetch(url, { signal, redirect }) {
        asked.push(new URL(url).pathname)
        const response = await undiciFetch(url, {
          dispatcher,
          signal: signal ?? null,
          ...(redirect === undefined ? {} : { redirect })
        })
        return new Response(await response.text(), { status: response.status })
      }
    })
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    expect(asked).toEqual(['/.well-known/oauth-authorization-server', '/jwks'])
  })
})
