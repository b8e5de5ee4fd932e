import { describe, expect, test } from 'vitest'
import type { FoundKeys } from '../../src/keys/key-source.ts'
import { openKeySource, type KeySourceRig } from '../support/key-source-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'

describe('a key that was changed under its name', () => {
  async function openChanged(): Promise<KeySourceRig & { tried: FoundKeys }> {
    const rig = await openKeySource()
    const tried = await rig.source.find(rig.header())
    return { ...rig, tried }
  }

  test('is found', async () => {
    const { issuer, source, header, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    const changed = await source.findChanged(header(), tried)
    expect(changed?.keySet).toBe(source.current())
    expect(changed?.keySet).not.toBe(tried.keySet)
  })

  test('is found in the set at hand where that is newer already', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    await clock.advance(530)
    expect((await source.findChanged(header(), tried))?.keySet).toBe(source.current())
    expect(issuer.requests.jwks).toBe(2)
  })

  test('is not found where nothing has changed, or its name has left', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    const before = header()
    await issuer.rotate()
    await clock.advance(30)
    expect(await source.findChanged(before, tried)).toBeUndefined()
  })

  test('is not looked for twice in thirty seconds, nor in a back-off', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    await source.findChanged(header(), tried)
    await source.findChanged(header(), tried)
    expect(issuer.requests.jwks).toBe(2)
    issuer.faults.apply('jwks', { kind: 'status', status: 429, headers: { 'Retry-After': '100' } })
    await clock.advance(30)
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    await clock.advance(30)
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    expect(issuer.requests.jwks).toBe(3)
  })

  test('is found after a back-off, in which looking for it was of no use and cost nothing', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, times: 1 })
    await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    await clock.advance(2)
    expect(source.status().failure).toBeUndefined()
    await issuer.rotate({ sameKid: true })
    expect((await source.findChanged(header(), tried))?.keySet).toBe(source.current())
  })

  test('is a defect where it is one', async () => {
    const { issuer, source, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    await expect(source.findChanged({ alg: 'HS256' }, tried)).rejects.toThrow('Unsupported')
  })
})
