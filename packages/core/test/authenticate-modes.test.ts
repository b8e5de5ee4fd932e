import { describe, expect, test } from 'vitest'
import type { ResourceRequest } from '../src/request/resource-request.ts'
import { refusalOf } from './support/refusal-of.ts'
import { openStaticResource, requestWith } from './support/static-resource.ts'
import { validClaims, withZeroSignature } from './support/test-token.ts'

function formWith(accessToken: string): ResourceRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url: '/', headers, body: { access_token: accessToken } }
}

describe('if the options name the form body', () => {
  test('a token can be in either, and is found only after both were read', async () => {
    const { resource, sign } = openStaticResource({ tokenLocations: ['header', 'body'] })
    const token = await sign()
    const first = await resource.authenticate(formWith(token))
    expect(first.subject).toBe('alice')
    expect((await resource.authenticate(requestWith(token))).subject).toBe('alice')
    expect(resource.authenticateFromCache(requestWith(token))).toBeUndefined()
    expect(resource.authenticateFromCache(formWith(token))).toBeUndefined()
    const both = {
      ...formWith(token),
      headers: { ...formWith(token).headers, authorization: `Bearer ${token}` }
    }
    expect((await refusalOf(() => resource.authenticate(both))).code).toBe('credentials_repeated')
  })

  test('a token in the body is ignored if the options do not name the body', async () => {
    const { resource, sign } = openStaticResource()
    expect((await refusalOf(async () => resource.authenticate(formWith(await sign())))).code).toBe(
      'credentials_missing'
    )
  })
})

describe('on the main thread', () => {
  test('tokens are verified one after the other, and each is cached', async () => {
    const { resource, sign } = openStaticResource({ signatureThread: 'mainThread' })
    for (const sub of ['alice', 'bob', 'carol']) {
      const request = requestWith(await sign({ claims: validClaims({ sub }) }))
      expect((await resource.authenticate(request)).subject).toBe(sub)
      expect(resource.authenticateFromCache(request)?.subject).toBe(sub)
    }
    const forged = requestWith(withZeroSignature(await sign()))
    expect((await refusalOf(() => resource.authenticate(forged))).code).toBe('signature_invalid')
  })

  test('a token of any length is verified', async () => {
    const { resource, sign } = openStaticResource({ signatureThread: 'mainThread', maxTokenBytes: 100_000 })
    for (const length of [11_000, 13_000, 50_000, 10]) {
      const token = await sign({ claims: validClaims({ groups: 'g'.repeat(length) }) })
      expect((await resource.authenticate(requestWith(token))).claims['groups']).toHaveLength(length)
      const forged = requestWith(token.replace(/\.[^.]*$/, (await sign()).replace(/^.*\./, '.')))
      expect((await refusalOf(() => resource.authenticate(forged))).code).toBe('signature_invalid')
    }
  })
})
