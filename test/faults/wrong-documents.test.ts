import type { Fault } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, rehearse, rehearseWarm } from './rehearsal.ts'

const noJson: readonly Fault[] = [{ kind: 'html' }, { kind: 'truncated' }, { kind: 'body', text: '' }]
const noMetadata: readonly Fault[] = ['null', '7', '[]', '"{}"', '{}'].map((text) => ({ kind: 'body', text }))
const noKeySet: readonly Fault[] = [
  ...['null', '[]', '[{}]', '{"keys":null}', '{"keys":"{}"}', '{"Keys":[]}'].map((text): Fault => ({
    kind: 'body',
    text
  })),
  { kind: 'keysMissing' },
  { kind: 'keysNotArray' },
  { kind: 'emptySet' },
  { kind: 'noUsableKey' }
]

describe('a document that is none', () => {
  test.each([...noJson, ...noMetadata])('K7: %o in the place of the metadata', async (fault) => {
    const { issuer, clock, ask, events } = await rehearse()
    issuer.faults.apply('metadata', fault)
    expect(await ask()).toBe('503 metadata_invalid')
    expect(eventsOf(events, 'fetch_failed')[0]?.reason).toMatch(/^(not_json|invalid)$/)
    expect(eventsOf(events, 'fetch_succeeded')).toEqual([])
    issuer.faults.clear()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test.each([...noJson, ...noKeySet])('K7, K8: %o in the place of the keys', async (fault) => {
    const { issuer, clock, ask, events } = await rehearse()
    issuer.faults.apply('jwks', fault)
    expect(await ask()).toBe('503 jwks_invalid')
    expect(eventsOf(events, 'fetch_failed')[0]?.reason).toMatch(/^(not_json|invalid)$/)
    expect(eventsOf(events, 'fetch_succeeded').map(({ document }) => document)).toEqual(['metadata'])
    issuer.faults.clear()
    await clock.advance(60)
    expect(await ask()).toBe('served')
  })

  test.each([...noJson, ...noKeySet])('K7, K8: %o does not take good keys away', async (fault) => {
    const { issuer, clock, ask, resource } = await rehearseWarm()
    issuer.faults.apply('jwks', fault)
    await clock.advance(660)
    expect(await ask()).toBe('served')
    expect(resource.readiness()).toMatchObject({
      status: 'stale',
      issuers: [{ lastFailure: { code: 'jwks_invalid' } }]
    })
  })

  test('K7: metadata that turns into a page does not stop keys from being refreshed', async () => {
    const { issuer, clock, ask, resource, events } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'headers', headers: { 'Cache-Control': 'max-age=86400' } })
    await resource.warmUp()
    issuer.faults.apply('metadata', { kind: 'html' })
    await clock.advance(3 * 24 * 3600)
    expect(eventsOf(events, 'fetch_failed').map(({ document }) => document)).toContain('metadata')
    expect(resource.readiness().status).toBe('ready')
    await issuer.rotate()
    expect(await ask()).toBe('served')
  })
})

describe('a bad key among good ones', () => {
  test('K9: is left out with an event, and the others serve', async () => {
    const { issuer, ask, events, resource } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'badKeys' })
    expect(await ask()).toBe('served')
    expect(resource.readiness().issuers[0]?.keyCount).toBe(1)
    const reasons = eventsOf(events, 'key_skipped').map(({ reason }) => reason)
    expect(reasons).toContain('a private or symmetric key: anyone who reads it can sign tokens')
    expect(reasons).toContain('not a JSON object')
    // Too few bits, off the curve and without its members: what can be seen only by importing it.
    expect(reasons.filter((reason) => /imported|bits/.test(reason))).toHaveLength(3)
  })

  test.each([
    'notAnObject',
    'unknownType',
    'missingMembers',
    'weakRsa',
    'pointOffCurve',
    'unknownCurve',
    'forEncryption',
    'symmetric',
    'privateMembers'
  ] as const)('K9: %s', async (kind) => {
    const { issuer, ask, resource } = await rehearse()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: [kind, kind] })
    expect(await ask()).toBe('served')
    expect(resource.readiness().issuers[0]?.keyCount).toBe(1)
  })
})
