import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTargetUri, normalizeUri } from '../../src/confirmation/target-uri.ts'
import { verifies } from '../../../../test/requirements.ts'
import { referenceNormalize } from './reference-uri.ts'

describe('normalizeUri', () => {
  test.each([
    // RFC 3986 section 6.2.2, in its own examples.
    ['HTTP://www.EXAMPLE.com/', 'http://www.example.com/'],
    ['http://example.com/%7Esmith/home.html', 'http://example.com/~smith/home.html'],
    ['http://example.com/%7esmith/home.html', 'http://example.com/~smith/home.html'],
    ['http://example.com', 'http://example.com/'],
    ['http://example.com:/', 'http://example.com/'],
    ['http://example.com:80/', 'http://example.com/'],
    ['https://example.com:443', 'https://example.com/'],
    ['https://example.com:8443/a', 'https://example.com:8443/a'],
    ['https://example.com:80/a', 'https://example.com:80/a'],
    ['https://a/b/c/./../../g', 'https://a/g'],
    ['https://a/mid/content=5/../6', 'https://a/mid/6'],
    ['https://a/b/..', 'https://a/'],
    ['https://a/b/.', 'https://a/b/'],
    ['https://a/../../b', 'https://a/b'],
    ['https://a/%2e%2E/b/%2E', 'https://a/b/'],
    ['https://a/b//c', 'https://a/b//c'],
    ['https://a//', 'https://a//'],
    ['https://a/.b/..c/d.', 'https://a/.b/..c/d.'],
    ['https://a/%2f%3a%c3%a9', 'https://a/%2F%3A%C3%A9'],
    ['https://a/%41%5a%30%2D%5f', 'https://a/AZ0-_'],
    ['https://%41.example/', 'https://a.example/'],
    ['https://a%c3%9f.example/', 'https://a%C3%9F.example/'],
    ['https://[2001:DB8::1]:443/x', 'https://[2001:db8::1]/x'],
    ['https://a/b?c=d', 'https://a/b'],
    ['https://a?c=/../d', 'https://a/'],
    ['https://a/b#c?d', 'https://a/b'],
    ['https://a/list[0]|{x}', 'https://a/list[0]|{x}']
  ])('%s becomes %s', (uri, normalized) => {
    expect(normalizeUri(uri)).toBe(normalized)
    expect(normalizeUri(normalized)).toBe(normalized)
  })

  test.each([
    '',
    'a',
    '/a',
    'ftp://a/',
    'https:a',
    'https:/a',
    'https:///a',
    'https://',
    'https://user@a/',
    'https://user:password@a/',
    'https://a:b/',
    'https://a b/',
    'https://[::1/',
    'https://a%4/',
    'https://a/%',
    'https://a/%4',
    'https://a/%zz',
    'https://a%zz/',
    'https://a/ b',
    'https://a/\tb',
    'https://a/é',
    'https://ä/',
    ' https://a/',
    'https://a\\b/',
    'x https://a/',
    'https://a/\u0000'
  ])('%j has no normal form', (uri) => {
    expect(normalizeUri(uri)).toBeUndefined()
  })

  test.each([
    ['/a%2Fb', '/a/b'],
    ['/b', '/b/'],
    ['/b', '/B'],
    ['/%', '/%25'],
    ['/%2541', '/%41'],
    ['/a;b', '/a%3Bb']
  ])('keeps the paths %s and %s apart', (one, other) => {
    expect(normalizeUri(`https://a${one}`)).not.toBe(normalizeUri(`https://a${other}`))
  })

  test(
    verifies(
      'D-10',
      'agrees with a plain reading of RFC 3986 section 6.2 on 1,000 random URIs and their spellings'
    ),
    () => {
      let equivalent = 0
      fc.assert(
        fc.property(uriPair(), ([one, other]) => {
          expect(normalizeUri(one)).toBe(referenceNormalize(one))
          expect(normalizeUri(other)).toBe(referenceNormalize(other))
          if (referenceNormalize(one) === referenceNormalize(other)) equivalent += 1
        }),
        { numRuns: 1000, seed: 1 }
      )
      expect(equivalent).toBeGreaterThan(200)
    }
  )
})

/** A URI, and the same in another spelling or one that differs. */
function uriPair(): fc.Arbitrary<readonly [string, string]> {
  const scheme = fc.constantFrom('https', 'HTTPS', 'http', 'Http')
  const host = fc.constantFrom(
    'api.example',
    'API.example',
    'a%50i.example',
    '[::1]',
    '[2001:DB8::A]',
    '10.0.0.1',
    'x%c3%a9'
  )
  const port = fc.constantFrom('', ':', ':443', ':80', ':8080')
  const segment = fc.stringMatching(
    /^(?:[a-zA-F.~_-]|%(?:2[0-9A-Fa-f]|41|7[eE]|c3|25)|[!$&'()*+,;=:@]){0,6}$/
  )
  const path = fc
    .array(fc.oneof(segment, fc.constantFrom('.', '..', '', '%2e', '%2E%2e', 'a')), { maxLength: 6 })
    .map((segments) => segments.map((each) => `/${each}`).join(''))
  const query = fc.constantFrom('', '?', '?a=/../b', '#c', '?d#e')
  const uri = fc.tuple(scheme, host, port, path, query).map((parts) => ({ parts }))
  return fc.tuple(uri, uri, fc.boolean(), fc.boolean()).map(([one, two, isOtherPath, isOtherHost]) => {
    const [s, h, p, path1, q] = one.parts
    const [s2, h2, p2, path2, q2] = two.parts
    const otherPath = isOtherPath ? path2 : respell(path1)
    const origin = isOtherHost
      ? `${s2}://${h2}${p2}`
      : `${respellScheme(s)}://${h.toUpperCase().replaceAll(/%../g, (t) => t.toLowerCase())}${p}`
    return [`${s}://${h}${p}${path1}${q}`, `${origin}${otherPath}${q2}`] as const
  })
}

function respellScheme(scheme: string): string {
  return scheme === scheme.toLowerCase() ? scheme.toUpperCase() : scheme.toLowerCase()
}

/** Encodes letters, and adds segments that go nowhere. */
function respell(path: string): string {
  return path
    .replaceAll(/%[\da-f]{2}|[ac~]/gi, (text) =>
      text.startsWith('%') ? text.toLowerCase() : `%${text.charCodeAt(0).toString(16)}`
    )
    .replace('/', '/x/../')
}

describe('createTargetUri', () => {
  test.each([
    ['https://api.example', '/a?b=c', 'https://api.example/a'],
    ['https://api.example/', '/a', 'https://api.example/a'],
    ['https://API.example:443/v1', '/a/./b', 'https://api.example/v1/a/b'],
    ['https://api.example/v1/', '/', 'https://api.example/v1/'],
    ['https://api.example', '//evil.example/a', 'https://api.example//evil.example/a'],
    ['https://api.example', 'http://evil.example/a', 'https://api.example/a'],
    ['https://api.example', 'HTTP://evil.example', 'https://api.example/'],
    ['https://api.example', 'http://evil.example?a', 'https://api.example/'],
    ['https://api.example', '/a/http://evil.example/b', 'https://api.example/a/http://evil.example/b'],
    ['http://127.0.0.1:3000', '/a#b', 'http://127.0.0.1:3000/a']
  ])('%s with the target %s is %s', (publicUrl, target, uri) => {
    expect(createTargetUri(publicUrl)(target)).toBe(uri)
  })

  test.each(['*', 'a', 'evil.example:443', '@evil.example/', '.evil.example/', ':8080/', '/%zz'])(
    'the target %s is no URI of the API',
    (target) => {
      expect(createTargetUri('https://api.example')(target)).toBeUndefined()
    }
  )
})
