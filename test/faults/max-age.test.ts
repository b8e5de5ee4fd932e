import { describe, expect, test } from 'vitest'
import { rehearse } from './rehearsal.ts'

const DAY = 24 * 3600

/** The life that follows from what the server says. */
const rows: readonly (readonly [said: Record<string, string>, seconds: number])[] = [
  [{}, 600],
  [{ 'Cache-Control': 'max-age=0' }, 60],
  [{ 'Cache-Control': 'max-age=1' }, 60],
  [{ 'Cache-Control': 'max-age=-1' }, 600],
  [{ 'Cache-Control': 'max-age=60' }, 60],
  [{ 'Cache-Control': 'public, max-age=3600, must-revalidate' }, 3600],
  [{ 'Cache-Control': 'MAX-AGE="3600"' }, 3600],
  [{ 'Cache-Control': 'max-age=3600', Age: '3000' }, 600],
  [{ 'Cache-Control': 'max-age=3600', Age: '4000' }, 60],
  [{ 'Cache-Control': 'max-age=3600', Age: 'old' }, 3600],
  [{ 'Cache-Control': 's-maxage=3600' }, 600],
  [{ 'Cache-Control': 'x-max-age=3600' }, 600],
  [{ 'Cache-Control': 'max-age=31536000' }, DAY],
  [{ 'Cache-Control': 'max-age=999999999999999' }, DAY],
  [{ 'Cache-Control': 'max-age=1e9' }, 600],
  [{ 'Cache-Control': `max-age=${'9'.repeat(40)}` }, 600],
  [{ 'Cache-Control': 'max-age=' }, 600],
  [{ 'Cache-Control': 'max-age=abc' }, 600],
  [{ 'Cache-Control': 'no-store' }, 600],
  [{ 'Cache-Control': 'no-cache, no-store, max-age=0' }, 60],
  [{ 'Cache-Control': 'no-store, max-age=86400' }, 600],
  [{ 'Cache-Control': 'max-age=86400, no-cache' }, 600],
  [{ Expires: '0' }, 600]
]

describe('the life of a key set', () => {
  test.each(rows)('K12: %o is refreshed in time for %i seconds', async (headers, seconds) => {
    const { issuer, clock, resource, countFetches } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'headers', headers })
    await resource.warmUp()
    expect(countFetches()).toBe(1)
    await clock.advance(seconds * 0.72 - 0.001)
    expect(countFetches()).toBe(0)
    await clock.advance(seconds * 0.16 + 0.002)
    expect(countFetches()).toBe(1)
  })

  test.each(rows.filter(([, seconds]) => seconds < DAY))(
    'K12: %o ends after %i seconds where it can not be refreshed',
    async (headers, seconds) => {
      const keys = { staleIfErrorSeconds: 0 }
      const { issuer, clock, resource } = await rehearse({ options: { keys } })
      issuer.faults.apply('jwks', { kind: 'headers', headers })
      await resource.warmUp()
      await clock.advance(seconds * 0.7)
      await issuer.stop()
      await clock.advance(seconds * 0.3 - 0.001)
      expect(resource.readiness().status).toBe('ready')
      await clock.advance(0.001)
      expect(resource.readiness().status).toBe('down')
    }
  )

  test('K12: the option decides where the server says nothing, and only there', async () => {
    const { issuer, clock, resource, countFetches } = await rehearse({
      options: { keys: { ttlSeconds: 7200 } }
    })
    await resource.warmUp()
    await clock.advance(7200 * 0.72 - 0.001)
    expect(countFetches()).toBe(1)
    issuer.faults.apply('jwks', { kind: 'headers', headers: { 'Cache-Control': 'max-age=86400' } })
    await clock.advance(7200 * 0.16 + 0.002)
    expect(countFetches()).toBe(1)
    await clock.advance(DAY * 0.72 - 7200)
    expect(countFetches()).toBe(0)
  })

  test('K12: many instances do not come at the same moment', async () => {
    const moments = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { clock, resource, issuer } = await rehearse()
        await resource.warmUp()
        let seconds = 0
        for (; issuer.requests.jwks < 2; seconds += 1) await clock.advance(1)
        return seconds
      })
    )
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(432)
    expect(Math.max(...moments)).toBeLessThanOrEqual(529)
    expect(new Set(moments).size).toBeGreaterThan(2)
  })
})
