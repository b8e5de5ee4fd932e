import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'

const DOWN: Fault = { kind: 'status', status: 503 }

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url)
  await response.arrayBuffer()
  return response.status
}

describe('a fault', () => {
  it('strikes the documents of its target and no other', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', DOWN)
    expect([await statusOf(issuer.metadataUrl), await statusOf(issuer.jwksUri)]).toEqual([200, 503])
    issuer.faults.clear()
    issuer.faults.apply('metadata', DOWN)
    expect([await statusOf(issuer.metadataUrl), await statusOf(issuer.jwksUri)]).toEqual([503, 200])
    issuer.faults.clear()
    issuer.faults.apply('both', DOWN)
    expect([await statusOf(issuer.metadataUrl), await statusOf(issuer.jwksUri)]).toEqual([503, 503])
  })

  it('can strike the metadata at one location only', async () => {
    const issuer = await openIssuer({ path: '/one' })
    issuer.faults.apply('oauthInserted', { kind: 'html' })
    const appended = `${issuer.issuer}/.well-known/openid-configuration`
    const types = [issuer.metadataUrl, appended].map(async (url) =>
      (await fetch(url)).headers.get('content-type')
    )
    expect(await Promise.all(types)).toEqual(['text/html', 'application/json'])
  })

  it('ends when it is cleared, for one document or for all', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', DOWN)
    issuer.faults.clear('metadata')
    expect([await statusOf(issuer.metadataUrl), await statusOf(issuer.jwksUri)]).toEqual([200, 503])
    issuer.faults.clear()
    expect(await statusOf(issuer.jwksUri)).toBe(200)
  })

  it('ends alone, by the function that applying it returned', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'headers', headers: { 'cache-control': 'max-age=60' } })
    const recover = issuer.faults.apply('jwks', DOWN)
    expect(issuer.faults.active('jwks')).toHaveLength(2)
    recover()
    const response = await fetch(issuer.jwksUri)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'max-age=60'])
    expect(issuer.faults.active('jwks').map(({ kind }) => kind)).toEqual(['headers'])
  })

  it('ends by itself after so many answers', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { ...DOWN, times: 2 })
    const statuses = [
      await statusOf(issuer.jwksUri),
      await statusOf(issuer.jwksUri),
      await statusOf(issuer.jwksUri)
    ]
    expect(statuses).toEqual([503, 503, 200])
    expect(issuer.faults.active('jwks')).toEqual([])
  })

  it('shares its count among the documents of its target', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { ...DOWN, times: 1 })
    expect([await statusOf(issuer.metadataUrl), await statusOf(issuer.jwksUri)]).toEqual([503, 200])
  })

  it('adds to those that are there, and the later decides', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', DOWN, { kind: 'headers', headers: { 'Retry-After': '7' } })
    issuer.faults.apply(
      'jwks',
      { kind: 'status', status: 429 },
      { kind: 'headers', headers: { 'retry-after': '8' } }
    )
    const response = await fetch(issuer.jwksUri)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '8'])
  })

  it('changes the right document when it is applied to both', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { kind: 'wrongIssuer' }, { kind: 'emptySet' })
    const [metadata, jwks] = await Promise.all([fetch(issuer.metadataUrl), fetch(issuer.jwksUri)])
    expect(await metadata.json()).not.toHaveProperty('keys')
    expect(await jwks.json()).toEqual({ keys: [] })
    expect(issuer.faults.active('jwks').map(({ kind }) => kind)).toEqual(['emptySet'])
  })

  it('is refused if it can never apply, or does not exist', async () => {
    const issuer = await openIssuer()
    expect(() => issuer.faults.apply('metadata', { kind: 'emptySet' })).toThrow(
      'the fault "emptySet" can only be applied to "jwks" or "both"'
    )
    expect(() => issuer.faults.apply('jwks', DOWN, { kind: 'wrongIssuer' })).toThrow(
      'the fault "wrongIssuer" can only be applied to "metadata" or "both"'
    )
    expect(issuer.faults.active('jwks')).toEqual([])
    const unknown = JSON.parse('{"kind":"toString"}') as Fault
    expect(() => issuer.faults.apply('jwks', unknown)).toThrow('no fault of the kind "toString"')
  })

  it('is checked by the compiler, settings and all', async () => {
    const { faults } = await openIssuer()
    // @ts-expect-error there is no such kind
    const unknownKind: Fault = { kind: 'earthquake' }
    // @ts-expect-error a delay has seconds
    const misspelt: Fault = { kind: 'delay', secs: 1 }
    // @ts-expect-error a reset has no settings
    const tooMuch: Fault = { kind: 'reset', seconds: 1 }
    expect(() => faults.apply('jwks', unknownKind)).toThrow('no fault of the kind "earthquake"')
    expect([misspelt.kind, tooMuch.kind]).toEqual(['delay', 'reset'])
  })

  it('does not change the counters: requests are counted, however they are answered', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { kind: 'reset' })
    await Promise.allSettled([fetch(issuer.metadataUrl), fetch(issuer.jwksUri)])
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
  })
})
