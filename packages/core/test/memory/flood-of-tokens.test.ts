import { expect, test } from 'vitest'
import { bearer, codeOf, isKnown, openResource, type OpenResource } from '../support/open-resource.ts'

async function present({ issuer, resource }: OpenResource, count: number): Promise<string[]> {
  const tokens = await Promise.all(Array.from({ length: count }, () => issuer.issue()))
  for (const token of tokens) await resource.authenticate(bearer(token))
  return tokens
}

test('a flood of valid tokens that are each used once evicts none that was used twice', async () => {
  const opened = await openResource({ tokenCacheSize: 10 })
  const { resource } = opened
  const used: string[] = []
  for (let number = 0; number < 8; number += 1) {
    used.push(...(await present(opened, 1)))
    expect(isKnown(resource, used.at(-1) ?? '')).toBe(true)
  }
  const flood = await present(opened, 60)
  expect(used.filter((token) => isKnown(resource, token))).toEqual(used)
  // And there are never more than were asked for.
  expect(flood.filter((token) => isKnown(resource, token))).toHaveLength(2)
})

test('a flood of bad tokens leaves everything', async () => {
  const opened = await openResource({ tokenCacheSize: 10 })
  const { issuer, resource, verified } = opened
  const used = await present(opened, 2)
  const flood = await Promise.all(Array.from({ length: 30 }, () => issuer.issueBad('otherKey')))
  for (const token of flood) expect(await codeOf(resource, token)).toBe('signature_invalid')
  expect(used.filter((token) => isKnown(resource, token))).toEqual(used)
  expect(verified()).toBe(2)
})

test('invalid tokens that end like a valid one do not evict it', async () => {
  const opened = await openResource()
  const { resource } = opened
  const [good = ''] = await present(opened, 1)
  const [header = '', payload = '', signature = ''] = good.split('.')
  const forged = payload.replace(/^./u, (first) => (first === 'e' ? 'f' : 'e'))
  for (const bad of [`${header}.${forged}.${signature}`, `${payload}.${header}.${signature}`]) {
    expect(isKnown(resource, bad)).toBe(false)
    await expect(resource.authenticate(bearer(bad))).rejects.toHaveProperty('status', 401)
  }
  expect(isKnown(resource, good)).toBe(true)
})
