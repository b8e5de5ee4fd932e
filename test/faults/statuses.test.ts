import { createTestClock, type TestClock } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { eventsOf, openIssuer, rehearse, rehearseWarm } from './rehearsal.ts'

const statuses = [201, 204, 401, 403, 404, 410, 429, 500, 502, 503, 504]

describe.each(['metadata', 'jwks'] as const)('a status in the place of the %s', (document) => {
  test.each(statuses)('K11: %i is our trouble and not that of the token', async (status) => {
    const { issuer, clock, ask, events } = await rehearse()
    issuer.faults.apply(document, { kind: 'status', status })
    expect(await ask()).toBe(`503 ${document}_unreachable`)
    expect(eventsOf(events, 'fetch_failed').at(-1)).toMatchObject({ document, reason: 'status', status })
    issuer.faults.clear()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test.each(statuses)('K11: %i does not take known keys away', async (status) => {
    const { issuer, clock, ask } = await rehearseWarm()
    issuer.faults.apply(document, { kind: 'status', status })
    await clock.advance(660)
    expect(await ask()).toBe('served')
  })
})

const later = (clock: TestClock, seconds: number) => new Date((clock.now() + seconds) * 1000).toUTCString()

describe.each(['metadata', 'jwks'] as const)('Retry-After with a 429 in the place of the %s', (document) => {
  test.each([
    { title: 'seconds', asked: () => '120', seconds: 120 },
    { title: 'a date', asked: (clock: TestClock) => later(clock, 90), seconds: 90 },
    { title: 'more than five minutes', asked: () => '86400', seconds: 300 },
    { title: 'a date in the far future', asked: () => 'Fri, 31 Dec 9999 23:59:59 GMT', seconds: 300 }
  ])('K11: $title is honoured, within bounds', async ({ asked, seconds }) => {
    // The places of metadata that come first are not there, and their 404 says nothing.
    const { issuer, clock, ask } = await rehearse({ issuer: { metadataLocations: ['openidAppended'] } })
    const headers = { 'Retry-After': asked(clock) }
    issuer.faults.apply(document, { kind: 'status', status: 429, headers })
    expect(await ask()).toBe(`503 ${document}_unreachable`)
    issuer.faults.clear()
    issuer.resetRequests()
    await clock.advance(seconds - 1)
    expect(await ask()).toBe(`503 ${document}_unreachable`)
    expect(issuer.requests.all).toEqual([])
    await clock.advance(1)
    expect(await ask()).toBe('served')
  })

  test.each(['0', '-1', 'soon', '', '1e3', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'K11: %o does not shorten the back-off',
    async (asked) => {
      const { issuer, clock, ask } = await rehearse()
      issuer.faults.apply(document, { kind: 'status', status: 429, headers: { 'Retry-After': asked } })
      await ask()
      issuer.faults.clear()
      issuer.resetRequests()
      await clock.advance(0.999)
      expect(await ask()).toBe(`503 ${document}_unreachable`)
      expect(issuer.requests.all).toEqual([])
      await clock.advance(60)
      expect(await ask()).toBe('served')
    }
  )
})

test.each(targets)(
  'K11: on $name the answer passes on when the issuer wants to be asked again',
  async (target) => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    issuer.faults.apply('jwks', { kind: 'status', status: 429, headers: { 'Retry-After': '120' } })
    const api = await target.start({ ...issuer.options, clock })
    onTestFinished(() => api.close())
    const token = await issuer.issue()
    const first = await sendToken(api.port, token)
    expect([first.status, first.headers['retry-after']]).toEqual([503, ['120']])
    await clock.advance(20)
    const second = await sendToken(api.port, token)
    expect([second.status, second.headers['retry-after']]).toEqual([503, ['100']])
  }
)
