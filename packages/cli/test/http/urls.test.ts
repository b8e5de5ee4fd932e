import { describe, expect, it } from 'vitest'
import { maxAgeSeconds, parseCacheControl } from '../../src/http/cache-control.ts'
import { insertWellKnown, isLoopback, registrableDomain } from '../../src/http/urls.ts'

describe('isLoopback', () => {
  it.each(['http://localhost', 'http://127.0.0.1:8080', 'http://127.1.2.3', 'http://[::1]'])(
    'accepts plain http to this machine: %s',
    (url) => {
      expect(isLoopback(new URL(url))).toBe(true)
    }
  )

  it.each([
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'http://example.com'
  ])('refuses plain http to another machine: %s', (url) => {
    expect(isLoopback(new URL(url))).toBe(false)
  })
})

describe('registrableDomain', () => {
  it.each([
    ['auth.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['auth.shop.co.uk', 'shop.co.uk'],
    ['auth.example.de', 'example.de'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['localhost', 'localhost']
  ])('returns for %s the domain %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain)
  })
})

describe('insertWellKnown', () => {
  it.each([
    ['https://as.example', 'https://as.example/.well-known/x'],
    ['https://as.example/', 'https://as.example/.well-known/x'],
    ['https://as.example/t1', 'https://as.example/.well-known/x/t1'],
    ['https://as.example/t1/', 'https://as.example/.well-known/x/t1'],
    ['https://as.example/t1?a=b', 'https://as.example/.well-known/x/t1?a=b']
  ])('returns for %s the address %s', (identifier, url) => {
    expect(insertWellKnown(new URL(identifier), 'x')).toBe(url)
  })
})

describe('parseCacheControl', () => {
  it('parses directives of several lines, in any case', () => {
    const directives = parseCacheControl(['Public, MAX-AGE="60"', 'no-transform,'])
    expect([...directives.keys()]).toEqual(['public', 'max-age', 'no-transform'])
    expect(maxAgeSeconds(directives)).toBe(60)
  })

  it.each(['max-age=-1', 'max-age=soon', 'no-store'])('returns no lifetime for %s', (line) => {
    expect(maxAgeSeconds(parseCacheControl([line]))).toBeUndefined()
  })
})
