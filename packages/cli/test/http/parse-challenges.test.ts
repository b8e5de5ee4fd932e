import { describe, expect, it } from 'vitest'
import { parseChallenges } from '../../src/http/parse-challenges.ts'

function read(line: string) {
  return parseChallenges(line).challenges.map(({ scheme, token68, parameters }) =>
    token68 === undefined ? [scheme, Object.fromEntries(parameters)] : [scheme, token68]
  )
}

describe('parseChallenges', () => {
  it.each([
    ['Bearer', [['Bearer', {}]]],
    ['', []],
    [' , Bearer , ', [['Bearer', {}]]],
    ['Bearer realm="api"', [['Bearer', { realm: 'api' }]]],
    ['Bearer REALM = api', [['Bearer', { realm: 'api' }]]],
    ['Bearer realm="a\\"b\\\\c"', [['Bearer', { realm: 'a"b\\c' }]]],
    ['Bearer realm="a, b", error="x"', [['Bearer', { realm: 'a, b', error: 'x' }]]],
    [
      'Bearer, DPoP algs="ES256"',
      [
        ['Bearer', {}],
        ['DPoP', { algs: 'ES256' }]
      ]
    ],
    [
      'Negotiate abc==, Bearer realm="x"',
      [
        ['Negotiate', 'abc=='],
        ['Bearer', { realm: 'x' }]
      ]
    ],
    ['Basic abc', [['Basic', 'abc']]],
    [
      'Newauth realm="a, b", type=1, Bearer error="x"',
      [
        ['Newauth', { realm: 'a, b', type: '1' }],
        ['Bearer', { error: 'x' }]
      ]
    ]
  ])('parses %s without an error', (line, expected) => {
    expect(read(line)).toEqual(expected)
    expect(parseChallenges(line).brokenAt).toBeUndefined()
  })

  it.each([
    ['Bearer realm="a"b"', 16],
    ['Bearer realm="open', 7],
    ['Bearer error=invalid token', 21],
    ['"Bearer"', 0],
    ['Bearer realm="\u2019"', 7]
  ])('returns the offset of the error in %s: %d', (line, offset) => {
    expect(parseChallenges(line).brokenAt).toBe(offset)
  })

  it('names repeated parameters, and keeps the first value', () => {
    const [challenge] = parseChallenges('Bearer realm="a", Realm="b"').challenges
    expect(challenge?.repeated).toEqual(['realm'])
    expect(challenge?.parameters.get('realm')).toBe('a')
  })
})
