import { describe, expect, it } from 'vitest'
import { createKeyRing } from '../../src/keys/create-key-ring.ts'
import type { KeyRing } from '../../src/keys/create-key-ring.ts'

const kidsOf = (ring: KeyRing): (string | undefined)[] => ring.published().map((key) => key.kid)

describe('a key ring', () => {
  it('publishes one key for each algorithm, the first being the default', async () => {
    const ring = await createKeyRing(['ES256', 'Ed25519'])
    expect(ring.published().map((key) => key.alg)).toEqual(['ES256', 'Ed25519'])
    expect(ring.current().algorithm).toBe('ES256')
    expect(ring.current('Ed25519').algorithm).toBe('Ed25519')
    expect(ring.algorithms).toEqual(['ES256', 'Ed25519'])
  })

  it('replaces every key when it rotates', async () => {
    const ring = await createKeyRing(['ES256', 'ES384'])
    const before = kidsOf(ring)
    await ring.rotate()
    const after = kidsOf(ring)
    expect(after).toHaveLength(2)
    expect(before.filter((kid) => after.includes(kid))).toEqual([])
    expect(ring.current().kid).toBe(after[0])
  })

  it('keeps the old keys behind the new when asked', async () => {
    const ring = await createKeyRing(['ES256'])
    const [old] = kidsOf(ring)
    await ring.rotate({ keepOld: true })
    expect(kidsOf(ring)).toEqual([ring.current().kid, old])
    expect(ring.current().kid).not.toBe(old)
  })

  it('puts other key material under a known kid when asked', async () => {
    const ring = await createKeyRing(['ES256'])
    const [old] = ring.published()
    await ring.rotate({ sameKid: true })
    const [renewed] = ring.published()
    expect(renewed?.kid).toBe(old?.kid)
    expect(renewed?.x).not.toBe(old?.x)
    expect(ring.find(renewed?.kid ?? '').publicJwk.x).toBe(renewed?.x)
  })

  it('publishes a kid twice when the old key stays and the new one has its name', async () => {
    const ring = await createKeyRing(['ES256'])
    await ring.rotate({ sameKid: true, keepOld: true })
    const [first, second] = ring.published()
    expect(first?.kid).toBe(second?.kid)
    expect(first?.x).not.toBe(second?.x)
  })

  it('withdraws a key and goes on to hold it', async () => {
    const ring = await createKeyRing(['ES256', 'ES384'])
    const { kid } = ring.current('ES256')
    ring.remove(kid)
    expect(ring.published().map((key) => key.alg)).toEqual(['ES384'])
    expect(ring.current('ES256').kid).toBe(kid)
    expect(ring.find(kid).kid).toBe(kid)
  })

  it('finds a key that it had before a rotation', async () => {
    const ring = await createKeyRing(['ES256'])
    const old = ring.current()
    await ring.rotate()
    expect(ring.find(old.kid)).toBe(old)
  })

  it('hands out copies of the published keys', async () => {
    const ring = await createKeyRing(['ES256'])
    for (const key of ring.published()) delete key.kid
    expect(kidsOf(ring)).toEqual([ring.current().kid])
  })

  it('refuses what it does not have', async () => {
    const ring = await createKeyRing(['ES256'])
    expect(() => ring.current('RS256')).toThrow('the issuer has no RS256 key; name it in "algorithms"')
    expect(() => ring.find('unheard-of')).toThrow('never had a key of this "kid"')
    expect(() => {
      ring.remove('unheard-of')
    }).toThrow('no published key has this "kid"')
    await expect(createKeyRing([])).rejects.toThrow('"algorithms" must name at least one algorithm')
  })
})
