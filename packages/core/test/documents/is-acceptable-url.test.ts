import { describe, expect, test } from 'vitest'
import { isAcceptableUrl } from '../../src/documents/is-acceptable-url.ts'

describe('a URL to fetch a document from', () => {
  test.each([
    'https://as.example.test',
    'https://as.example.test:8443/tenant/jwks?version=1',
    'http://127.0.0.1:8080/jwks',
    'http://127.1.2.3/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://localhost:8080/realms/a',
    'http://LOCALHOST/',
    'http://[::1]:8080/'
  ])('may be %s', (url) => {
    expect(isAcceptableUrl(url)).toBe(true)
  })

  test.each([
    '',
    'jwks',
    '//as.example.test',
    'as.example.test/jwks',
    'http://as.example.test',
    'http://127.0.0.1.example.test/',
    'http://localhost.example.test/',
    'http://localhost./',
    'http://128.0.0.1/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'javascript:alert(1)',
    'https://user@as.example.test/',
    'https://:password@as.example.test/',
    'https://as.example.test/#fragment',
    'https://',
    'https://as.example.test:99999/',
    'https://as.example.test\n',
    ' https://as.example.test',
    'https://as.example.test/a\r\nb',
    'https://as.example.test/日本',
    'https://as.exämple.test'
  ])('may not be %s', (url) => {
    expect(isAcceptableUrl(url)).toBe(false)
  })
})
