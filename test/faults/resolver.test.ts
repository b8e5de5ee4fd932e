import type { IssuerOptions, ProtectedResource } from '@portcullis/core'
import { createTestClock, type TestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createGate, openIssuer, openResource, outcomeOf } from './rehearsal.ts'

interface Resolved {
  readonly clock: TestClock
  readonly issuer: TestIssuer
  readonly resource: ProtectedResource
  /** How often the function was asked. */
  asked(): number
  /** What the function answers from now on. */
  answerWith(answer: () => IssuerOptions | undefined | Promise<IssuerOptions | undefined>): void
}

async function openResolved(): Promise<Resolved> {
  const clock = createTestClock()
  const issuer = await openIssuer({ clock })
  let asked = 0
  let answer: () => IssuerOptions | undefined | Promise<IssuerOptions | undefined> = () => issuer.options
  const resource = openResource({
    clock,
    issuers() {
      asked += 1
      return answer()
    }
  })
  return {
    clock,
    issuer,
    resource,
    asked: () => asked,
    answerWith(next) {
      answer = next
    }
  }
}

const issueTwo = (issuer: TestIssuer) =>
  Promise.all([1, 2].map(() => issuer.issue({ expiresInSeconds: 3600 })))

const isKnown = (resource: ProtectedResource, token: string) =>
  resource.authenticateFromCache({
    method: 'GET',
    url: '/',
    headers: { authorization: `Bearer ${token}` }
  }) !== undefined

const withOtherSignature = (token: string, other: string): string =>
  `${token.slice(0, token.lastIndexOf('.'))}${other.slice(other.lastIndexOf('.'))}`

describe('issuers that a function knows', () => {
  test('are asked for once by many requests, and again after ten minutes; keys live on meanwhile', async () => {
    const { clock, issuer, resource, asked } = await openResolved()
    const tokens = await Promise.all(
      Array.from({ length: 50 }, () => issuer.issue({ expiresInSeconds: 3600 }))
    )
    const askAll = async () => new Set(await Promise.all(tokens.map((token) => outcomeOf(resource, token))))
    expect(await askAll()).toEqual(new Set(['served']))
    await clock.advance(599)
    expect(await askAll()).toEqual(new Set(['served']))
    expect(asked()).toBe(1)
    await clock.advance(1)
    expect(await askAll()).toEqual(new Set(['served']))
    expect(asked()).toBe(2)
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 2 })
  })

  test('that are trusted no longer are refused after ten minutes, for tokens verified before as well', async () => {
    const { clock, issuer, resource, answerWith } = await openResolved()
    const token = await issuer.issue({ expiresInSeconds: 3600 })
    expect(await outcomeOf(resource, token)).toBe('served')
    answerWith(() => undefined)
    await clock.advance(599)
    expect(await outcomeOf(resource, token)).toBe('served')
    await clock.advance(1)
    expect(await outcomeOf(resource, token)).toBe('401 issuer_untrusted')
    expect(resource.readiness().issuers).toEqual([])
    expect(clock.pendingTasks).toBe(0)
  })

  test('that change are opened anew, and the old keys are forgotten', async () => {
    const { clock, issuer, resource, answerWith } = await openResolved()
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    answerWith(() => ({ ...issuer.options, algorithms: ['EdDSA'] }))
    await clock.advance(600)
    expect(await outcomeOf(resource, await issuer.issue())).toBe('401 algorithm_not_allowed')
    expect(resource.readiness().issuers).toHaveLength(1)
  })

  test('that are the same but for the order of their audiences keep keys and tokens in an outage', async () => {
    const { clock, issuer, resource, answerWith } = await openResolved()
    const audience = ['https://other.example.test', issuer.audience]
    answerWith(() => ({ ...issuer.options, audience }))
    const [first = '', second = ''] = await issueTwo(issuer)
    for (const token of [first, second]) expect(await outcomeOf(resource, token)).toBe('served')
    issuer.faults.apply('both', { kind: 'status', status: 503 })
    answerWith(() => ({ ...issuer.options, audience: audience.toReversed() }))
    await clock.advance(601)
    // The first has the function asked, and is verified again meanwhile.
    expect(await outcomeOf(resource, first)).toBe('served')
    expect(isKnown(resource, second)).toBe(true)
    expect(resource.readiness().status).toBe('stale')
  })

  test('that change in an outage keep their keys, and what was verified before is verified again', async () => {
    const { clock, issuer, resource, answerWith } = await openResolved()
    const [first = '', second = ''] = await issueTwo(issuer)
    for (const token of [first, second]) expect(await outcomeOf(resource, token)).toBe('served')
    issuer.faults.apply('both', { kind: 'status', status: 503 })
    answerWith(() => ({ ...issuer.options, audience: [issuer.audience, 'https://other.example.test'] }))
    await clock.advance(601)
    expect(await outcomeOf(resource, first)).toBe('served')
    expect([isKnown(resource, first), isKnown(resource, second)]).toEqual([true, false])
    answerWith(() => ({ ...issuer.options, audience: 'https://other.example.test' }))
    await clock.advance(601)
    expect(await outcomeOf(resource, first)).toBe('401 audience_mismatch')
    expect(await outcomeOf(resource, second)).toBe('401 audience_mismatch')
    expect(resource.readiness().status).toBe('stale')
    expect(clock.pendingTasks).toBe(2)
  })

  test('a function that fails, or answers with another issuer, is our trouble', async () => {
    const { issuer, resource, answerWith } = await openResolved()
    answerWith(() => Promise.reject(new Error('no database')))
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 issuer_resolution_failed')
    answerWith(() => ({ ...issuer.options, issuer: 'https://other.example.test' }))
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 issuer_resolution_failed')
    answerWith(() => issuer.options)
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
  })

  test('a function that hangs is given up after three seconds', async () => {
    const { clock, issuer, resource, answerWith } = await openResolved()
    answerWith(() => new Promise(() => undefined))
    const answer = outcomeOf(resource, await issuer.issue())
    await clock.advance(3)
    expect(await answer).toBe('503 issuer_resolution_failed')
  })

  test('an issuer that has to leave while requests wait for its keys still serves them', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const { audience, jwksUri } = issuer
    const resource = openResource({
      audience,
      clock,
      // Issuers share the keys of one URL, and each is to have its own here.
      issuers: (unverifiedIssuer) => ({
        issuer: unverifiedIssuer,
        jwksUri: `${jwksUri}?for=${unverifiedIssuer}`
      })
    })
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened, times: 1 })
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => issuer.issue({ claims: { iss: 'urn:first' } }))
    )
    const waiting = tokens.map((token) => outcomeOf(resource, token))
    while (issuer.requests.jwks === 0) await clock.advance(0)
    // Nothing but made-up tokens displaces an issuer of which no token was verified yet.
    const other = await issuer.issue()
    for (let count = 0; count < 1000; count += 1)
      await outcomeOf(
        resource,
        withOtherSignature(await issuer.issue({ claims: { iss: `urn:other:${count}` } }), other)
      )
    expect(resource.readiness().issuers.map((each) => each.issuer)).not.toContain('urn:first')
    gate.open()
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['served']))
    // Two for each that is alive: for its keys, and to ask whether it is trusted still.
    expect(clock.pendingTasks).toBe(2000)
    expect(await outcomeOf(resource, tokens[0] ?? '')).toBe('served')
  })
})
