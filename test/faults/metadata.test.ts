import type { Fault } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { eventsOf, rehearse, rehearseWarm } from './rehearsal.ts'

const mismatches: readonly { title: string; fault: Fault }[] = [
  { title: 'another issuer', fault: { kind: 'wrongIssuer' } },
  { title: 'an issuer with a slash more', fault: { kind: 'issuerWithSlash' } },
  { title: 'an issuer in capitals', fault: { kind: 'wrongIssuer', issuer: 'HTTP://127.0.0.1' } }
]

describe('metadata that can not be right', () => {
  test.each(mismatches)(
    'K21: names $title: nothing is accepted, and no key is fetched',
    async ({ fault }) => {
      const { issuer, clock, ask, resource } = await rehearse()
      issuer.faults.apply('metadata', fault)
      expect(await ask()).toBe('503 metadata_issuer_mismatch')
      expect(issuer.requests.jwks).toBe(0)
      expect(resource.readiness().issuers[0]?.lastFailure?.code).toBe('metadata_issuer_mismatch')
      issuer.faults.clear()
      await clock.advance(60)
      expect(await ask()).toBe('served')
    }
  )

  test('K21: names an issuer with a slash less', async () => {
    const { issuer, ask } = await rehearse({ issuer: { path: '/tenant/' } })
    issuer.faults.apply('metadata', { kind: 'issuerWithSlash' })
    expect(await ask()).toBe('503 metadata_issuer_mismatch')
  })

  test('K21: a jwks_uri on http is not fetched', async () => {
    const { issuer, ask, events } = await rehearse()
    issuer.faults.apply('metadata', { kind: 'insecureJwksUri' })
    expect(await ask()).toBe('503 metadata_invalid')
    expect(eventsOf(events, 'fetch_started').filter(({ document }) => document === 'jwks')).toEqual([])
  })

  test.each([undefined, 7, '', 'jwks', 'ftp://keys.example.test', 'https://user@keys.example.test/jwks'])(
    'K21: a jwks_uri of %o is not fetched',
    async (jwksUri) => {
      const { issuer, ask } = await rehearse()
      issuer.faults.apply('metadata', { kind: 'members', members: { jwks_uri: jwksUri } })
      expect(await ask()).toBe('503 metadata_invalid')
      expect(issuer.requests.jwks).toBe(0)
    }
  )

  test('K21: the right document at the second place makes up for a wrong one at the first', async () => {
    const { issuer, ask } = await rehearse()
    issuer.faults.apply('oauthInserted', { kind: 'wrongIssuer' })
    expect(await ask()).toBe('served')
  })
})

describe('metadata that changes', () => {
  test('is read again when the keys are not where it said', async () => {
    const { issuer, clock, resource, ask } = await rehearseWarm()
    issuer.faults.apply('metadata', { kind: 'members', members: { jwks_uri: `${issuer.issuer}/moved` } })
    issuer.faults.apply('jwks', { kind: 'status', status: 410 })
    await clock.advance(660)
    expect(issuer.requests.all).toContain('GET /moved')
    expect(resource.readiness().status).toBe('stale')
    expect(await ask()).toBe('served')
  })

  test('is not read again before a day is over while the keys can be had', async () => {
    const { issuer, clock } = await rehearseWarm()
    await clock.advance(24 * 3600 - 600)
    expect(issuer.requests.metadata).toBe(1)
    await clock.advance(1200)
    expect(issuer.requests.metadata).toBe(2)
  })

  test('to another issuer takes no key away before the bound, and brings none', async () => {
    const { issuer, clock, ask, countFetches } = await rehearseWarm()
    issuer.faults.apply('jwks', { kind: 'reset', times: 2 })
    issuer.faults.apply('metadata', { kind: 'wrongIssuer' })
    await clock.advance(700)
    // One fetch: a reset connection is tried once more.
    expect(countFetches()).toBe(2)
    expect(await ask()).toBe('served')
    await issuer.rotate()
    expect(await ask()).toBe('503 metadata_issuer_mismatch')
  })
})
