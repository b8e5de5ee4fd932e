import { describe, expect, test } from 'vitest'
import { createHistory, createJudge, type IssuerHistory, type Judge } from './judge.mjs'

/** A set lives 60 seconds and is fetched again after 50 at the latest; trouble is over after 70. */
const promises = { life: 60, refresh: 50, stale: 300, fetch: 10, backOff: 60, budget: 2, refetch: 10 }

function open(): { history: IssuerHistory; judge: Judge } {
  const history = createHistory(-1000)
  history.publish('a', -1000)
  return { history, judge: createJudge(history, promises) }
}

describe('the judge of answers, of a key that is published', () => {
  test('asks for a 200 in good times', () => {
    const { judge } = open()
    expect(judge.right('a', 0)).toEqual([200])
    expect(judge.mayBeUnknown('a', 0)).toBe(false)
  })

  test('asks for a 200 in an outage, until the bound', () => {
    const { history, judge } = open()
    history.failing(0)
    // At the latest it was fetched a minute before.
    expect(judge.right('a', 299)).toEqual([200])
    expect(judge.right('a', 301)).toEqual([200, 503])
  })

  test('asks for a 200 when the issuer is back, and not before it was asked again', () => {
    const { history, judge } = open()
    history.failing(0)
    history.healthy(1000)
    expect(judge.right('a', 1069)).toEqual([200, 503])
    expect(judge.right('a', 1070)).toEqual([200])
  })

  test('asks for a 200 for a new key, unless the bucket for unknown ones is empty', () => {
    const { history, judge } = open()
    history.publish('b', 0)
    expect(judge.mayBeUnknown('b', 10)).toBe(true)
    expect(judge.right('b', 10)).toEqual([200])
    judge.noteAsked(5)
    judge.noteAsked(6)
    expect(judge.right('b', 10)).toEqual([200, 401])
    expect(judge.right('b', 14)).toEqual([200, 401])
    expect(judge.right('b', 16)).toEqual([200])
    judge.noteServed('b', 20)
    expect(judge.right('b', 21)).toEqual([200])
    expect(judge.mayBeUnknown('b', 21)).toBe(false)
  })

  test('allows a 503 for a new key in an outage, never a 401', () => {
    const { history, judge } = open()
    history.failing(0)
    history.publish('b', 1)
    expect(judge.right('b', 10)).toEqual([200, 503])
  })
})

describe('the judge of answers, of a key that was removed', () => {
  test('allows a 200 until the next refresh, then only a 401', () => {
    const { history, judge } = open()
    history.remove('a', 0)
    expect(judge.right('a', 60)).toEqual([200, 401])
    expect(judge.right('a', 61)).toEqual([401])
    expect(judge.mayBeUnknown('a', 0)).toBe(true)
  })

  test('allows a 200 through an outage, and so long after it as it takes to notice', () => {
    const { history, judge } = open()
    history.failing(-10)
    history.remove('a', 0)
    expect(judge.right('a', 200)).toEqual([200, 401, 503])
    history.healthy(200)
    expect(judge.right('a', 270)).toEqual([200, 401])
    expect(judge.right('a', 271)).toEqual([401])
  })

  test('allows no 200 beyond the bound, however long the outage', () => {
    const { history, judge } = open()
    history.failing(-10)
    history.remove('a', 0)
    expect(judge.right('a', 371)).toEqual([401, 503])
  })
})

describe('the judge of answers, of other things', () => {
  test('asks for a 401 for a key that never was, or a 503 in trouble', () => {
    const { history, judge } = open()
    expect(judge.rightForStranger(0)).toEqual([401])
    history.failing(10)
    expect(judge.rightForStranger(11)).toEqual([401, 503])
  })

  test('allows over a span what is right at any moment of it', () => {
    const { history, judge } = open()
    history.publish('b', 5)
    history.failing(10)
    history.healthy(11)
    history.remove('b', 20)
    expect(new Set(judge.right('b', 0, 30))).toEqual(new Set([200, 401, 503]))
    expect(judge.rightForStranger(0, 9)).toEqual([401])
    expect(judge.rightForStranger(9, 12)).toEqual([401, 503])
  })

  test('knows no key that was never there', () => {
    expect(() => open().judge.right('x', 0)).toThrow('never had this key')
  })
})
