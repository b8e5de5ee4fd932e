import { describe, expect, test } from 'vitest'
import { openKeySource, type KeySourceRig } from '../support/key-source-rig.ts'
import { recordEvents } from '../support/record-events.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serve } from '../support/serve.ts'
import { createGate } from '../support/gate.ts'

const hint = (reason: string) =>
  `the issuer publishes the key that the token names, but it is not used: ${reason}`

describe('the search for an unknown key', () => {
  test('finds a rotated key in the same request', async () => {
    const { issuer, source, verifyNew } = await openKeySource()
    await source.warmUp()
    await issuer.rotate()
    expect(await verifyNew()).toBe(source.current())
    expect(issuer.requests.jwks).toBe(2)
  })

  test('refuses a key that the issuer does not publish, without subscribers too', async () => {
    const { source, refuseUnknown } = await openKeySource()
    await source.warmUp()
    expect(await refuseUnknown('x')).toMatchObject({ code: 'key_not_found', cause: { alg: 'ES256' } })
  })

  test('publishes key_id_unknown for each token, with a kid or without', async () => {
    const { verify, issuer, refuseUnknown } = await openKeySource()
    const events = recordEvents()
    const other = await issuer.issue({ header: { kid: undefined } })
    await Promise.all([refuseUnknown('x'), refuseUnknown('y'), refusalOf(() => verify(other, 'ES384'))])
    const told = events.flatMap((event) => (event.type === 'key_id_unknown' ? [event.unverifiedKid] : []))
    expect(told.toSorted((one, another) => one.localeCompare(another))).toEqual(['', 'x', 'y'])
  })

  test('shares one fetch among tokens that arrive together', async () => {
    const { issuer, source, verify } = await openKeySource()
    await source.warmUp()
    const events = recordEvents()
    const tokens = await Promise.all(['x', 'y'].map((kid) => issuer.issue({ header: { kid } })))
    await Promise.all(tokens.map((token) => refusalOf(() => verify(token))))
    expect(issuer.requests.jwks).toBe(2)
    const told = events.flatMap((event) => (event.type === 'key_id_unknown' ? [event.refetch] : []))
    expect(told).toEqual([true, false])
  })

  test('answers 503 with the time of the next attempt while the issuer is down', async () => {
    const { issuer, source, refuseUnknown } = await openKeySource()
    await source.warmUp()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, headers: { 'Retry-After': '50' } })
    const refusal = { code: 'jwks_unreachable', retryAfterSeconds: 50, status: 503 }
    expect(await refuseUnknown('x')).toMatchObject(refusal)
    expect(await refuseUnknown('y')).toMatchObject(refusal)
    expect(issuer.requests.jwks).toBe(2)
  })

  test('waits two seconds at most, and lets the fetch go on', async () => {
    const { clock, issuer, source, refuseUnknown } = await openKeySource()
    await source.warmUp()
    await issuer.rotate()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.promise, times: 1 })
    const refusing = refuseUnknown('x')
    while (issuer.requests.jwks < 2) await clock.advance(0)
    await clock.advance(2)
    expect(await refusing).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 1 })
    gate.open()
    while (source.current()?.kids[0] !== issuer.publicKeys()[0]?.kid) await clock.advance(0)
  })

  test('needs a fetch that started after the token arrived', async () => {
    const { clock, issuer, source, verifyNew, refuseUnknown } = await openKeySource()
    await source.warmUp()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.promise, times: 1 })
    const first = refuseUnknown('x')
    while (issuer.requests.jwks < 2) await clock.advance(0)
    const old = source.current()
    await issuer.rotate({ keepOld: true })
    const many = [verifyNew(), verifyNew(), verifyNew()]
    gate.open()
    const sets = await Promise.all(many)
    expect(new Set(sets).size).toBe(1)
    expect(sets[0]).not.toBe(old)
    expect((await first).code).toBe('key_not_found')
    expect(issuer.requests.jwks).toBeLessThanOrEqual(3)
  })

  test('caches an unknown kid for ten seconds, however often tokens name it', async () => {
    const { clock, issuer, source, refuseUnknown } = await openKeySource()
    await source.warmUp()
    for (let second = 0; second < 10; second += 1) {
      await refuseUnknown('next')
      expect(issuer.requests.jwks).toBe(2)
      await clock.advance(1)
    }
    await clock.advance(0.001)
    await refuseUnknown('next')
    expect(issuer.requests.jwks).toBe(3)
  })

  test('fetches twice in succession, and once more every ten seconds', async () => {
    const { clock, issuer, source, refuseUnknown } = await openKeySource()
    await source.warmUp()
    const fetchedAt: number[] = []
    for (let second = 0; second < 60; second += 1) {
      const before = issuer.requests.jwks
      for (const each of [1, 2, 3]) await refuseUnknown(`${second} ${each}`)
      for (let count = before; count < issuer.requests.jwks; count += 1) fetchedAt.push(second)
      await clock.advance(1)
    }
    expect(fetchedAt).toEqual([0, 0, 10, 20, 30, 40, 50])
  })

  test.each([
    ['its "use" is "enc", not "sig"', { use: 'enc' }],
    ['its "alg" is "RSA-OAEP", which Portcullis does not verify with such a key', { alg: 'RSA-OAEP' }],
    ['its "key_ops" do not include "verify"', { key_ops: [] }],
    ['it is for ES384, which the option "algorithms" does not allow', { crv: 'P-384', alg: 'ES384' }]
  ])('names the reason in the hint if the key is published: %s', async (reason, change) => {
    let keys: object[] = []
    const origin = await serve((_, response) => void response.end(JSON.stringify({ keys })))
    const { issuer, refuseUnknown } = await openKeySource(() => Promise.resolve(origin))
    const [key] = issuer.publicKeys()
    keys = [key ?? {}, { ...key, ...change, kid: 'other' }]
    const refusal = await refuseUnknown('other')
    expect([refusal.code, refusal.hint]).toEqual(['key_not_found', hint(reason)])
  })

  test('names the algorithm in the hint if the key is for another one than the token', async () => {
    const { issuer, verify } = await openKeySource()
    const token = await issuer.issue()
    const refusal = await refusalOf(() => verify(token, 'RS256'))
    expect([refusal.code, refusal.hint]).toEqual([
      'key_not_found',
      hint('it is for ES256, the token is signed with RS256')
    ])
  })
})

describe('a JWK Set that moved', () => {
  async function openMoving(): Promise<KeySourceRig & { move(url: string): void; resolved(): number }> {
    let url: string | undefined
    let resolved = 0
    const rig: KeySourceRig = await openKeySource(() => {
      resolved += 1
      // A location is invalidated before it is resolved again.
      return Promise.resolve(rig.invalidated() > 0 && url !== undefined ? url : rig.issuer.jwksUri)
    })
    await rig.source.warmUp()
    return { ...rig, resolved: () => resolved, move: (next) => (url = next) }
  }

  test('is found in the same request, if the old one does not have the key', async () => {
    const { issuer, move, verify, source, refuseUnknown } = await openMoving()
    const old = JSON.stringify({ keys: issuer.publicKeys() })
    await issuer.rotate()
    const moved = await serve(
      (_, response) => void response.end(JSON.stringify({ keys: issuer.publicKeys() }))
    )
    issuer.faults.apply('jwks', { kind: 'body', text: old })
    move(moved)
    const tokens = await Promise.all([1, 2, 3].map(() => issuer.issue()))
    const sets = await Promise.all(tokens.map((token) => verify(token)))
    expect(new Set(sets)).toEqual(new Set([source.current()]))
    expect((await refuseUnknown('x')).code).toBe('key_not_found')
  })

  test('is looked up once a minute at most', async () => {
    const { clock, refuseUnknown, invalidated, issuer } = await openMoving()
    for (let second = 0; second < 60; second += 1) {
      await refuseUnknown(String(second))
      expect(invalidated()).toBe(1)
      await clock.advance(1)
    }
    expect(issuer.requests.jwks).toBeLessThanOrEqual(9)
    await refuseUnknown('x')
    expect(invalidated()).toBe(2)
  })
})
