import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { literal, objectLiteral } from '../../src/provider/source-text.ts'

describe('source text', () => {
  it.each([
    ["it's", "'it\\'s'"],
    ['a"b', "'a\"b'"],
    ['a\\b', "'a\\\\b'"],
    ['a\nb\u2028', "'a\\nb\\u2028'"],
    ["\\'; process.exit() //", "'\\\\\\'; process.exit() //'"]
  ])('of %j is a literal of the same text', (text, source) => {
    expect(literal(text)).toBe(source)
    expect(runInNewContext(source)).toBe(text)
  })

  it('is on one line if that is short, else one member a line', () => {
    expect(objectLiteral({ url: 'https://a.example', roles: ['b', 1] })).toBe(
      "{ url: 'https://a.example', roles: ['b', 1] }"
    )
    expect(objectLiteral({ issuer: 'https://auth.example.com/realms/shop', audience: 'https://api' })).toBe(
      "{\n  issuer: 'https://auth.example.com/realms/shop',\n  audience: 'https://api'\n}"
    )
  })
})
