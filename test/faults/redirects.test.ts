import { describe, expect, onTestFinished, test } from 'vitest'
import { startCanary } from '../attacks/canary.ts'
import { verifies } from '../requirements.ts'
import { eventsOf, rehearse, rehearseWarm } from './rehearsal.ts'

const places = {
  'to another host': (origin: string) => `${origin}/jwks`,
  'to plain http': () => 'http://keys.example.test/jwks',
  'to a link-local address': () => 'http://169.254.169.254/latest/meta-data/',
  'to a link-local address of IPv6': () => 'http://[fe80::1]/',
  'to a file': () => 'file:///etc/passwd',
  'to the same document, by its path': () => '?again'
}

describe.each(['metadata', 'jwks'] as const)('K10: in place of the %s', (document) => {
  const rows = Object.entries(places).flatMap(([title, locationOf]) =>
    [301, 302, 303, 307, 308].map((status) => ({ title, locationOf, status }))
  )

  test.each(rows)(
    verifies('A-11', 'a redirect $title by $status is not followed'),
    async ({ locationOf, status }) => {
      const { issuer, ask, events } = await rehearse()
      const canary = await startCanary(issuer.publicKeys())
      onTestFinished(() => canary.close())
      const location = locationOf(canary.origin)
      issuer.faults.apply(document, { kind: 'redirect', location, status })
      expect(await ask()).toBe(`503 ${document}_unreachable`)
      expect(canary.seen).toEqual([])
      expect(issuer.requests.all.filter((target) => target.includes('again'))).toEqual([])
      expect(eventsOf(events, 'fetch_failed')[0]).toMatchObject({ document, reason: 'redirect', status })
    }
  )
})

test('K10: known keys serve on while the keys are redirected', async () => {
  const { issuer, clock, ask } = await rehearseWarm()
  issuer.faults.apply('jwks', { kind: 'redirect', location: 'https://elsewhere.example.test/jwks' })
  await clock.advance(660)
  expect(await ask()).toBe('served')
})
