import { setTimeout as sleep } from 'node:timers/promises'
import { createTestClock } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { eventsOf, openIssuer, openResource, rehearse } from './rehearsal.ts'

describe('an issuer that is down when the API starts', () => {
  test.each(targets)(
    'K1: on $name is a 503 that says when to come back, and then is forgotten',
    async (target) => {
      const clock = createTestClock()
      const issuer = await openIssuer({ clock })
      await issuer.stop()
      const api = await target.start({ ...issuer.options, clock })
      onTestFinished(() => api.close())
      const refused = await sendToken(api.port, await issuer.issue())
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([503, undefined])
      expect(refused.headers['retry-after']?.[0]).toMatch(/^[1-9]\d*$/u)
      expect(JSON.parse(refused.body)).toMatchObject({ error: 'temporarily_unavailable' })

      await issuer.start()
      await clock.advance(Number(refused.headers['retry-after']?.[0]))
      const served = await sendToken(api.port, await issuer.issue())
      expect(served.status).toBe(200)
    }
  )

  test('K1: is noticed to be back without a restart and without a request', async () => {
    const { issuer, clock, resource, countFetches } = await rehearse()
    issuer.faults.apply('both', { kind: 'status', status: 500 })
    expect((await resource.warmUp()).status).toBe('down')
    issuer.faults.clear()
    await clock.advance(60)
    expect(resource.readiness().status).toBe('ready')
    expect(countFetches()).toBe(1)
  })

  test('K1: is noticed to be back by the clock of the machine, whose timers may be a moment early', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { kind: 'status', status: 500 })
    const resources = Array.from({ length: 25 }, () => openResource(issuer.options))
    await Promise.all(resources.map((resource) => resource.warmUp()))
    issuer.faults.clear()
    const areReady = () => resources.every((resource) => resource.readiness().status === 'ready')
    // The first back-off is at most two seconds; the rest is for a machine that is busy.
    for (let waited = 0; !areReady() && waited < 20; waited += 0.1) await sleep(100)
    expect(areReady()).toBe(true)
  })

  test('K1: is asked less and less often', async () => {
    const { issuer, clock, resource, ask, events } = await rehearse()
    issuer.faults.apply('both', { kind: 'reset' })
    await resource.warmUp()
    for (let minute = 0; minute < 30; minute += 1) {
      expect(await ask()).toBe('503 metadata_unreachable')
      await clock.advance(60)
    }
    const attempts = eventsOf(events, 'fetch_failed').filter(({ url }) => url === issuer.metadataUrl)
    // Half a minute apart on average once the back-off has grown, and never more than one.
    expect(attempts.length).toBeGreaterThan(30)
    expect(attempts.length).toBeLessThan(100)
  })
})
