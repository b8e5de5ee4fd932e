import type { TestIssuer } from '@portcullis/testing'
import { expect, test } from 'vitest'
import { accessTokenKey } from '../../src/memory/token-cache.ts'
import { bearer, codeOf, isKnown, openResource, type OpenResource } from '../support/open-resource.ts'

/** Issues tokens that differ in their keys of the cache: of two with the same key, the later evicts the other. */
async function issueDistinct(issuer: TestIssuer, count: number): Promise<string[]> {
  const tokens = new Map<number, string>()
  while (tokens.size < count) {
    const token = await issuer.issue()
    tokens.set(accessTokenKey(token), token)
  }
  return [...tokens.values()]
}

async function present({ resource }: OpenResource, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) await resource.authenticate(bearer(token))
}

test('a flood of valid tokens that are each used once evicts none that was used twice', async () => {
  const opened = await openResource({ tokenCacheSize: 10 })
  const { issuer, resource } = opened
  const tokens = await issueDistinct(issuer, 68)
  const [used, flood] = [tokens.slice(0, 8), tokens.slice(8)]
  for (const token of used) {
    await present(opened, [token])
    expect(isKnown(resource, token)).toBe(true)
  }
  await present(opened, flood)
  expect(used.filter((token) => isKnown(resource, token))).toEqual(used)
  // And there are never more than were asked for.
  expect(flood.filter((token) => isKnown(resource, token))).toHaveLength(2)
})

test('a flood of bad tokens leaves everything', async () => {
  const opened = await openResource({ tokenCacheSize: 10 })
  const { issuer, resource, verified } = opened
  const used = await issueDistinct(issuer, 2)
  await present(opened, used)
  const flood = await Promise.all(Array.from({ length: 30 }, () => issuer.issueBad('otherKey')))
  for (const token of flood) expect(await codeOf(resource, token)).toBe('signature_invalid')
  expect(used.filter((token) => isKnown(resource, token))).toEqual(used)
  expect(verified()).toBe(2)
})

test('invalid tokens that end like a valid one do not evict it', async () => {
  const opened = await openResource()
  const { issuer, resource } = opened
  const good = await issuer.issue()
  await present(opened, [good])
  const [header = '', payload = '', signature = ''] = good.split('.')
  const forged = payload.replace(/^./u, (first) => (first === 'e' ? 'f' : 'e'))
  for (const bad of [`${header}.${forged}.${signature}`, `${payload}.${header}.${signature}`]) {
    expect(isKnown(resource, bad)).toBe(false)
    await expect(resource.authenticate(bearer(bad))).rejects.toHaveProperty('status', 401)
  }
  expect(isKnown(resource, good)).toBe(true)
})
