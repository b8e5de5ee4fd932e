import { describe, expect, test } from 'vitest'
import { isAcceptableUrl, plainHttpHost } from '../../src/documents/is-acceptable-url.ts'

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
    'http://auth.localhost:8080/',
    'http://a.b-c.localhost/',
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
    'http://.localhost/',
    'http://notlocalhost/',
    'http://localhost.evil/',
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
  ])('is not acceptable as %s', (url) => {
    expect(isAcceptableUrl(url)).toBe(false)
  })
})

describe('a plain http URL', () => {
  const hosts = ['keycloak:8080', 'proxy:80', '[fd00::1]:8080']

  test.each([
    'http://keycloak:8080/realms/shop',
    'http://KEYCLOAK:8080/',
    'http://proxy/',
    'http://proxy:80/',
    'http://[fd00::1]:8080/'
  ])('on a listed host and port is acceptable: %s', (url) => {
    expect(isAcceptableUrl(url, hosts)).toBe(true)
    expect(isAcceptableUrl(url)).toBe(false)
  })

  test.each([
    'http://keycloak/',
    'http://keycloak:8081/',
    'http://keycloak.example.test:8080/',
    'http://my.keycloak:8080/',
    'http://user@keycloak:8080/',
    'http://keycloak:8080/#a',
    'ftp://keycloak:8080/',
    'http://keycloak:8080@evil.example.test/'
  ])('on another host or port, or with a user or fragment, is not acceptable: %s', (url) => {
    expect(isAcceptableUrl(url, hosts)).toBe(false)
  })

  test('names its host with the port; others name none', () => {
    expect(plainHttpHost('http://Keycloak/realms')).toBe('keycloak:80')
    for (const url of ['https://keycloak:8080/', 'http://localhost:8080/', 'keycloak:8080', 'http://a@b/']) {
      expect(plainHttpHost(url)).toBeUndefined()
    }
  })
})
