import { describe, expect, onTestFinished, test } from 'vitest'
import { openMetadata, type OpenMetadata } from '../../src/metadata/open-metadata.ts'
import type { ResourceRequest } from '../../src/request/resource-request.ts'

const wellKnown = '/.well-known/oauth-protected-resource'

function open(resource: string | undefined, metadata: object | undefined = {}): OpenMetadata {
  const opened = openMetadata({
    resource,
    metadata,
    issuers: [],
    tokenLocations: ['header'],
    senderConstraint: { dpop: undefined, mutualTls: undefined }
  })
  onTestFinished(() => opened.close())
  return opened
}

function resourceAt(metadata: OpenMetadata, url: string, change: Partial<ResourceRequest> = {}): unknown {
  const answer = metadata.answer({ method: 'GET', url, headers: {}, ...change })
  const document: unknown = answer?.body === undefined ? undefined : JSON.parse(answer.body)
  return document === undefined ? undefined : Reflect.get(Object(document), 'resource')
}

describe('a request for metadata', () => {
  test('is answered at the address that follows from the identifier, and at no other', () => {
    const resource = 'https://api.example.test/orders'
    const metadata = open(resource)
    expect(resourceAt(metadata, `${wellKnown}/orders`)).toBe(resource)
    for (const url of [`${wellKnown}/orders/`, `${wellKnown}/orders?a=b`, '/orders', ''])
      expect(resourceAt(metadata, url), url).toBeUndefined()
  })

  test('is answered by its full target, not by what a router leaves of it', () => {
    const metadata = open('https://api.example.test/orders')
    const target = `${wellKnown}/orders`
    expect(resourceAt(metadata, '/', { target })).toBeDefined()
    expect(resourceAt(metadata, target, { target: '/other' })).toBeUndefined()
  })

  test('is answered if its target is in absolute form, whatever the host', () => {
    const metadata = open('https://api.example.test/orders')
    expect(resourceAt(metadata, `http://evil.example${wellKnown}/orders`)).toBeDefined()
    expect(resourceAt(metadata, `HTTPS://evil.example:1${wellKnown}/orders`)).toBeDefined()
  })

  test('without a target is not answered', () => {
    const metadata = open('https://api.example.test')
    expect(metadata.answer({ method: 'GET', headers: {} })).toBeUndefined()
  })

  test('is not answered without the option metadata, or without an identifier', () => {
    const metadata = openMetadata({
      resource: 'https://api.example.test',
      metadata: undefined,
      issuers: [],
      tokenLocations: [],
      senderConstraint: { dpop: undefined, mutualTls: undefined }
    })
    expect(resourceAt(metadata, wellKnown)).toBeUndefined()
    metadata.close()
    expect(resourceAt(open(undefined), wellKnown)).toBeUndefined()
  })
})

describe('the well-known path without a suffix', () => {
  const root = (metadata: OpenMetadata): unknown => resourceAt(metadata, wellKnown)

  test('is about the only resource, until there is a second one', () => {
    const orders = open('https://api.example.test/orders')
    expect(root(orders)).toBe('https://api.example.test/orders')
    const bills = open('https://api.example.test/bills')
    expect([root(orders), root(bills)]).toEqual([undefined, undefined])
    bills.close()
    bills.close()
    expect(root(orders)).toBe('https://api.example.test/orders')
  })

  test('is about a resource without a path, even if there are others', () => {
    const orders = open('https://api.example.test/orders')
    const all = open('https://api.example.test')
    expect([root(orders), root(all)]).toEqual([undefined, 'https://api.example.test'])
  })

  test('is about a resource that was opened twice, until both are closed', () => {
    const first = open('https://api.example.test/orders')
    const second = open('https://api.example.test/orders')
    first.close()
    expect(root(second)).toBe('https://api.example.test/orders')
    second.close()
    expect(root(second)).toBeUndefined()
  })
})

describe('the scopes of metadata', () => {
  const target = '/.well-known/oauth-protected-resource'
  const scopesOf = (metadata: OpenMetadata): unknown => {
    const body = metadata.answer({ method: 'GET', url: target, headers: {} })?.body
    return body === undefined ? undefined : Reflect.get(Object(JSON.parse(body)), 'scopes_supported')
  }

  test('are those of the option and those that are added, each once', () => {
    const metadata = open('https://api.example.test', { scopes: ['read'] })
    expect(scopesOf(metadata)).toEqual(['read'])
    metadata.addScopes(['write', 'read'])
    metadata.addScopes(['write', 'pay'])
    expect(scopesOf(metadata)).toEqual(['read', 'write', 'pay'])
  })

  test('never are offline_access', () => {
    const metadata = open('https://api.example.test')
    metadata.addScopes(['offline_access'])
    expect(scopesOf(metadata)).toBeUndefined()
  })

  test('are ignored without the option metadata', () => {
    const metadata = open(undefined)
    metadata.addScopes(['read'])
    expect(scopesOf(metadata)).toBeUndefined()
  })
})
