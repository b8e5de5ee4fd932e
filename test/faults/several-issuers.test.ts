import { createTestClock, type TestClock, type TestIssuer } from '@portcullis/testing'
import type { ProtectedResource } from '@portcullis/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { openIssuer, openResource, outcomeOf } from './rehearsal.ts'

interface Pair {
  readonly clock: TestClock
  readonly good: TestIssuer
  readonly bad: TestIssuer
  readonly resource: ProtectedResource
  ask(issuer: TestIssuer): Promise<string>
}

async function openPair(): Promise<Pair> {
  const clock = createTestClock()
  const [good, bad] = await Promise.all([openIssuer({ clock }), openIssuer({ clock })])
  const issuers = [good, bad].map(({ options }) => options)
  const resource = openResource({ issuers, clock })
  const ask = async (issuer: TestIssuer) => outcomeOf(resource, await issuer.issue())
  return { clock, good, bad, resource, ask }
}

describe.each(targets)('two issuers, one of them down, on $name', (target) => {
  test('K22: the tokens of the other one are served', async () => {
    const clock = createTestClock()
    const [good, bad] = await Promise.all([openIssuer({ clock }), openIssuer({ clock })])
    const { audience } = good
    const issuers = [{ issuer: good.issuer }, { issuer: bad.issuer }]
    const api = await target.start({ issuers, audience, clock })
    onTestFinished(() => api.close())
    await bad.stop()
    const refused = await sendToken(api.port, await bad.issue())
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([503, undefined])
    expect((await sendToken(api.port, await good.issue())).status).toBe(200)
  })
})

describe('two issuers, one of them in trouble', () => {
  test('K22: a server that hangs keeps nobody waiting for the other one', async () => {
    const { clock, good, bad, ask, resource } = await openPair()
    bad.faults.apply('both', { kind: 'hang' })
    const waiting = outcomeOf(resource, await bad.issue())
    while (bad.requests.metadata === 0) await clock.advance(0)
    expect(await ask(good)).toBe('served')
    await clock.advance(3)
    expect(await waiting).toBe('503 metadata_unreachable')
  })

  test('K22: an issuer that is down is named in the readiness, and does not count before its first token', async () => {
    const { good, bad, resource } = await openPair()
    await bad.stop()
    expect(await resource.warmUp()).toMatchObject({
      status: 'ready',
      issuers: [
        { issuer: good.issuer, status: 'ready', lastFailure: undefined },
        { issuer: bad.issuer, status: 'down', lastFailure: { code: 'metadata_unreachable' } }
      ]
    })
  })

  test('K22: the readiness is that of the worst issuer in use', async () => {
    const { clock, good, bad, ask, resource } = await openPair()
    expect([await ask(good), await ask(bad)]).toEqual(['served', 'served'])
    await bad.stop()
    await clock.advance(7 * 3600)
    expect(await ask(good)).toBe('served')
    expect(await resource.warmUp()).toMatchObject({
      status: 'down',
      issuers: [
        { issuer: good.issuer, status: 'ready', isInUse: true },
        { issuer: bad.issuer, status: 'down', isInUse: true }
      ]
    })
  })

  test('K22: a flood for one spends nothing of the other', async () => {
    const { good, bad, ask, resource } = await openPair()
    await resource.warmUp()
    const flood = Array.from({ length: 100 }, async () =>
      outcomeOf(resource, await bad.issueBad('unknownKid'))
    )
    await Promise.all(flood)
    await good.rotate()
    expect(await ask(good)).toBe('served')
    expect(good.requests.jwks).toBe(2)
  })

  test('K22: a key is good for its own issuer only', async () => {
    const { good, bad, resource } = await openPair()
    await resource.warmUp()
    const forged = await bad.issue({ claims: { iss: good.issuer } })
    expect(await outcomeOf(resource, forged)).toBe('401 key_not_found')
    const kid = good.publicKeys()[0]?.kid
    const disguised = await bad.issue({ claims: { iss: good.issuer }, header: { kid } })
    expect(await outcomeOf(resource, disguised)).toBe('401 signature_invalid')
  })

  test('each has its own audience, algorithms, profile and place of keys', async () => {
    const clock = createTestClock()
    const [plain, strict] = await Promise.all([
      openIssuer({ clock, audience: 'https://one.example.test' }),
      openIssuer({ clock, audience: 'https://two.example.test', algorithms: ['ES256', 'EdDSA'] })
    ])
    const resource = openResource({
      issuers: [
        { issuer: plain.issuer, audience: plain.audience },
        {
          issuer: strict.issuer,
          audience: strict.audience,
          algorithms: ['EdDSA'],
          profile: 'rfc9068',
          jwksUri: strict.jwksUri
        }
      ],
      clock
    })
    const ask = (token: string) => outcomeOf(resource, token)
    expect(await ask(await plain.issue({ header: { typ: 'JWT' } }))).toBe('served')
    expect(await ask(await strict.issue({ algorithm: 'EdDSA' }))).toBe('served')
    expect(strict.requests.metadata).toBe(0)
    expect(await ask(await strict.issue())).toBe('401 algorithm_not_allowed')
    expect(await ask(await strict.issue({ algorithm: 'EdDSA', header: { typ: 'JWT' } }))).toBe(
      '401 token_type_mismatch'
    )
    const { audience: aud } = plain
    expect(await ask(await strict.issue({ algorithm: 'EdDSA', claims: { aud } }))).toBe(
      '401 audience_mismatch'
    )
  })

  test('a template with a list of tenants trusts these and no other', async () => {
    const clock = createTestClock()
    const known = await openIssuer({ clock, path: '/11111111-1111-1111-1111-111111111111/v2.0' })
    const { origin } = new URL(known.issuer)
    const resource = openResource({
      issuers: [
        {
          issuer: `${origin}/{tenantid}/v2.0`,
          tenants: ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222']
        }
      ],
      audience: known.audience,
      clock
    })
    const ask = async (iss: string) => outcomeOf(resource, await known.issue({ claims: { iss } }))
    expect(await ask(known.issuer)).toBe('served')
    expect(known.requests.all).toHaveLength(2)
    expect(await ask(`${origin}/33333333-3333-3333-3333-333333333333/v2.0`)).toBe('401 issuer_untrusted')
    expect(await ask(`${origin}/{tenantid}/v2.0`)).toBe('401 issuer_untrusted')
    expect(known.requests.all).toHaveLength(2)
    // The second tenant is trusted, so that it is asked for: its metadata is not there.
    expect(await ask(`${origin}/22222222-2222-2222-2222-222222222222/v2.0`)).toBe('503 metadata_unreachable')
  })
})
