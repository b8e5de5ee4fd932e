import type { Fault } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, rehearse, rehearseWarm } from './rehearsal.ts'

const KIB = 1024
const LIMITS = { metadata: 64 * KIB, jwks: 256 * KIB } as const
/** No piece of a body that the runtime hands over is larger. */
const PIECE = 256 * KIB

const large: readonly { title: string; fault: Fault }[] = [
  { title: '64 MiB that are announced', fault: { kind: 'huge', declareLength: true } },
  { title: '64 MiB in chunks', fault: { kind: 'huge' } },
  { title: '64 MiB in a gzip bomb', fault: { kind: 'gzipBomb' } },
  { title: 'a gzip bomb of a gigabyte', fault: { kind: 'gzipBomb', bytes: 1024 * 1024 * KIB } }
]

describe.each(['metadata', 'jwks'] as const)('K6: %s that is too large', (document) => {
  test.each(large)('$title: is read no further than the limit', async ({ fault }) => {
    const { issuer, ask, events } = await rehearse()
    issuer.faults.apply(document, fault)
    expect(await ask()).toBe(`503 ${document}_invalid`)
    const [failed] = eventsOf(events, 'fetch_failed')
    expect(failed).toMatchObject({ document, reason: 'too_large', phase: 'body', status: 200 })
    expect(failed?.bytes).toBeGreaterThan(LIMITS[document])
    expect(failed?.bytes).toBeLessThanOrEqual(LIMITS[document] + PIECE)
  })

  test('the limit itself is not too large, one byte more is', async () => {
    const { issuer, clock, ask } = await rehearse()
    const url = document === 'jwks' ? issuer.jwksUri : issuer.metadataUrl
    const { length } = await (await fetch(url)).text()
    issuer.faults.apply(document, { kind: 'huge', bytes: LIMITS[document] - length + 1 })
    expect(await ask()).toBe(`503 ${document}_invalid`)
    issuer.faults.clear()
    issuer.faults.apply(document, { kind: 'huge', bytes: LIMITS[document] - length })
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })
})

test('K6: a set of a hundred keys serves, one of a hundred and one is refused', async () => {
  const { issuer, clock, ask } = await rehearse()
  const fill = (count: number): unknown[] => [
    ...issuer.publicKeys(),
    ...Array.from({ length: count - 1 }, (_, index) => ({
      kty: 'OKP',
      crv: 'X25519',
      kid: `x${index}`,
      x: 'AA'
    }))
  ]
  issuer.faults.apply('jwks', { kind: 'members', members: { keys: fill(101) } })
  expect(await ask()).toBe('503 jwks_invalid')
  issuer.faults.clear()
  issuer.faults.apply('jwks', { kind: 'members', members: { keys: fill(100) } })
  await clock.advance(60)
  expect(await ask()).toBe('served')
})

test('K6: keys that were fetched before serve on while the set is too large', async () => {
  const { issuer, clock, ask } = await rehearseWarm()
  issuer.faults.apply('jwks', { kind: 'gzipBomb' })
  await clock.advance(660)
  expect(await ask()).toBe('served')
})
