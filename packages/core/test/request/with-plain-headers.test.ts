import { expect, test } from 'vitest'
import { withPlainHeaders } from '../../src/request/with-plain-headers.ts'

test('a request with plain headers is returned as it is', () => {
  const request = { method: 'GET', url: '/', headers: { get: 'a header with the name get' } }
  expect(withPlainHeaders(request)).toBe(request)
})

test('a fetch request gets its target and lower-case headers', () => {
  const request = new Request('https://api.example.test/a%2Fb?c=d', {
    method: 'POST',
    headers: { 'X-Tenant': 'one' }
  })
  expect(withPlainHeaders(request)).toMatchObject({
    method: 'POST',
    url: 'https://api.example.test/a%2Fb?c=d',
    target: '/a%2Fb?c=d',
    headers: { 'x-tenant': 'one' }
  })
})

test('a fetch request is converted once, so that its proof counts once', () => {
  const request = new Request('https://api.example.test/')
  expect(withPlainHeaders(request)).toBe(withPlainHeaders(request))
})

test('what the host says about the request stays', () => {
  const stated = {
    url: '/messages',
    target: '/api/messages',
    clientCertificate: new Uint8Array([1]),
    remoteAddress: '127.0.0.1',
    body: { access_token: 'a' }
  }
  expect(withPlainHeaders({ ...stated, headers: new Headers() })).toMatchObject(stated)
})

test.each([
  ['/messages', '/messages'],
  [undefined, undefined]
])('the url %s is the target as it is', (url, target) => {
  expect(withPlainHeaders({ url, headers: new Headers() }).target).toBe(target)
})

test('a header that is set after the first look is read by the second', () => {
  const request = new Request('https://api.example.test/')
  expect(withPlainHeaders(request).headers['authorization']).toBeUndefined()
  request.headers.set('Authorization', 'Bearer later')
  expect(withPlainHeaders(request).headers['authorization']).toBe('Bearer later')
})
