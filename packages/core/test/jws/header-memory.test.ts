import { describe, expect, test } from 'vitest'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'

const segment = encodeSegment({ alg: 'RS256', kid: 'a' })

describe('the memory for headers', () => {
  test('parses a header that is not cached, and does not cache it', () => {
    const memory = createHeaderMemory()
    const first = memory.parse(segment)
    expect(first).toEqual({ alg: 'RS256', kid: 'a' })
    expect(memory.parse(segment)).not.toBe(first)
  })

  test('returns the header that was cached first for a segment', () => {
    const memory = createHeaderMemory()
    const first = memory.parse(segment)
    memory.remember(segment, first)
    memory.remember(segment, { alg: 'none' })
    expect(memory.parse(segment)).toBe(first)
  })

  test('tells headers apart that come in turns', () => {
    const memory = createHeaderMemory()
    const segments = ['a', 'b', 'c'].map((kid) => encodeSegment({ alg: 'RS256', kid }))
    const headers = segments.map((each) => memory.parse(each))
    for (const [index, header] of headers.entries()) memory.remember(segments[index] ?? '', header)
    for (const order of [
      [0, 0, 1, 1],
      [2, 0, 2],
      [1, 0, 0, 2, 2, 1]
    ].flat())
      expect(memory.parse(segments[order] ?? '')).toBe(headers[order])
  })

  test('refuses a header that is malformed or demands an extension', async () => {
    const memory = createHeaderMemory()
    expect((await refusalOf(() => memory.parse(encodeSegment('[]')))).code).toBe('token_malformed')
    expect((await refusalOf(() => memory.parse(encodeSegment({ alg: 5 })))).code).toBe('token_malformed')
    const critical = encodeSegment({ alg: 'RS256', crit: ['x'] })
    expect((await refusalOf(() => memory.parse(critical))).code).toBe('token_critical_header')
  })

  test('holds 256 headers, and starts again with the next', () => {
    const memory = createHeaderMemory()
    const segments = Array.from({ length: 257 }, (_, index) =>
      encodeSegment({ alg: 'RS256', kid: `${index}` })
    )
    const headers = segments.map((each) => memory.parse(each))
    const isRemembered = (index: number) => memory.parse(segments[index] ?? '') === headers[index]
    const rememberAll = (count: number) => {
      for (let index = 0; index < count; index += 1)
        memory.remember(segments[index] ?? '', headers[index] ?? { alg: '' })
    }
    rememberAll(256)
    expect(segments.slice(0, 256).every((_, index) => isRemembered(index))).toBe(true)
    // What is known already takes no room.
    rememberAll(256)
    expect(isRemembered(0)).toBe(true)
    rememberAll(257)
    expect([isRemembered(0), isRemembered(255), isRemembered(256)]).toEqual([false, false, true])
  })
})
