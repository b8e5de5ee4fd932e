import { describe, expect, test } from 'vitest'
import { createRevocationEntry, type Revocation } from '../../src/memory/revocation.ts'
import { createRevocations, type Revocations } from '../../src/memory/revocations.ts'
import { stubClock, type StubClock } from '../support/stub-clock.ts'
import { contextOf } from '../support/test-context.ts'
import { ISSUER, NOW } from '../support/test-token.ts'

/** A local list on which tests revoke. */
interface List extends Pick<Revocations, 'isRevoked'> {
  revoke(revocation: Revocation): void
}

function createList(clock: StubClock): List {
  const revocations = createRevocations(clock)
  return {
    isRevoked: (context) => revocations.isRevoked(context),
    revoke(revocation) {
      const entry = createRevocationEntry(revocation, { clock, defaultSeconds: 86_400 })
      if (entry instanceof Promise) throw new Error('Node.js computes digests synchronously')
      revocations.add(entry)
    }
  }
}

function isRevoked(revocation: Revocation, claims: object): unknown {
  const revocations = createList(stubClock(NOW))
  revocations.revoke(revocation)
  return revocations.isRevoked(contextOf(claims))
}

describe('a token is revoked', () => {
  test.each<[Revocation, object, boolean]>([
    [{ jti: 'token-1' }, {}, true],
    [{ jti: 'token-1' }, { jti: 'token-2' }, false],
    [{ jti: 'token-1' }, { jti: 'TOKEN-1' }, false],
    [{ jti: 'token-1' }, { jti: undefined }, false],
    [{ jti: '5' }, { jti: 5 }, false],
    [{ jti: 'alice' }, {}, false],
    [{ subject: 'alice', issuer: ISSUER }, { iat: NOW }, true],
    [{ subject: 'alice', issuer: ISSUER }, { iat: NOW - 1000 }, true],
    [{ subject: 'alice', issuer: ISSUER }, { iat: NOW + 1 }, false],
    [{ subject: 'alice', issuer: ISSUER }, { iat: undefined }, true],
    [{ subject: 'alice', issuer: ISSUER }, { sub: 'bob' }, false],
    [{ subject: 'alice', issuer: ISSUER }, { sub: undefined }, false],
    [{ subject: 'token-1', issuer: ISSUER }, {}, false],
    [{ subject: 'alice', issuer: 'https://other.example.test' }, {}, false],
    [{ jti: 'token-1', issuer: ISSUER }, {}, true],
    [{ jti: 'token-1', issuer: 'https://other.example.test' }, {}, false],
    [{ sessionId: 'session-1' }, { sid: 'session-1' }, true],
    [{ sessionId: 'session-1' }, { sid: 'session-2' }, false],
    [{ sessionId: 'session-1' }, {}, false],
    [{ sessionId: 'session-1', issuer: ISSUER }, { sid: 'session-1' }, true],
    [{ sessionId: 'session-1', issuer: 'https://other.example.test' }, { sid: 'session-1' }, false],
    [{ sessionId: 'token-1' }, {}, false],
    [{ accessToken: 'header.payload.signature' }, {}, true],
    [{ accessToken: 'header.payload.other' }, {}, true],
    [{ accessToken: 'header.other.signature' }, {}, false],
    [{ accessToken: 'other.payload.signature' }, {}, false]
  ])('by %j, with %j: %j', (revocation, claims, expected) => {
    expect(isRevoked(revocation, claims)).toBe(expected)
  })

  test('by its subject if it has no iat and Object.prototype has one', () => {
    const revocations = createList(stubClock(NOW))
    revocations.revoke({ subject: 'alice', issuer: ISSUER })
    const claims: object = JSON.parse(`{ "sub": "alice" }`) as object
    const context = { ...contextOf({}), subject: 'alice', issuer: ISSUER, extra: claims }
    // oxlint-disable-next-line no-extend-native -- a defect of another library
    Object.defineProperty(Object.prototype, 'iat', { value: NOW + 1000, configurable: true })
    try {
      expect(revocations.isRevoked(context as ReturnType<typeof contextOf>)).toBe(true)
    } finally {
      Reflect.deleteProperty(Object.prototype, 'iat')
    }
  })

  test('for as long as requested, by the monotonic clock', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    revocations.revoke({ jti: 'token-1', forSeconds: 60 })
    clock.jump(100_000)
    clock.pass(59)
    expect(revocations.isRevoked(contextOf())).toBe(true)
    clock.pass(1)
    expect(revocations.isRevoked(contextOf())).toBe(false)
  })

  test('for a day by default', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    revocations.revoke({ jti: 'token-1' })
    clock.pass(86_399)
    expect(revocations.isRevoked(contextOf())).toBe(true)
    clock.pass(1)
    expect(revocations.isRevoked(contextOf())).toBe(false)
  })

  test('whatever else is revoked and has expired', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    expect(revocations.isRevoked(contextOf())).toBe(false)
    revocations.revoke({ jti: 'token-1', forSeconds: 100 })
    revocations.revoke({ jti: 'token-2', forSeconds: 10 })
    clock.pass(50)
    revocations.revoke({ jti: 'token-3' })
    expect(['token-1', 'token-2', 'token-3'].map((jti) => revocations.isRevoked(contextOf({ jti })))).toEqual(
      [true, false, true]
    )
  })

  test('however often expired entries are removed', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    revocations.revoke({ jti: 'token-1', forSeconds: 1000 })
    revocations.revoke({ jti: 'token-2', forSeconds: 100 })
    for (const jti of ['token-3', 'token-4', 'token-5']) {
      clock.pass(61)
      revocations.revoke({ jti, forSeconds: 1 })
    }
    const stillRevoked = ['token-1', 'token-2', 'token-3', 'token-5'].filter(
      (jti) => revocations.isRevoked(contextOf({ jti })) === true
    )
    expect(stillRevoked).toEqual(['token-1', 'token-5'])
  })

  test('is of the tokens that were issued until a moment that is long over', () => {
    const revocations = createList(stubClock(NOW))
    revocations.revoke({ subject: 'alice', issuer: ISSUER, issuedUntil: NOW - 1800, forSeconds: 3600 })
    const isOver = (iat: number | undefined) => revocations.isRevoked(contextOf({ iat }))
    expect([NOW - 1801, NOW - 1800, undefined].map(isOver)).toEqual([true, true, true])
    expect([NOW - 1799, NOW].map(isOver)).toEqual([false, false])
    // An earlier moment takes nothing back.
    revocations.revoke({ subject: 'alice', issuer: ISSUER, issuedUntil: NOW - 3600 })
    expect(isOver(NOW - 1800)).toBe(true)
    revocations.revoke({ subject: 'alice', issuer: ISSUER })
    expect(isOver(NOW)).toBe(true)
  })

  test('but not until a moment that an earlier revocation named, once that one is over', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    revocations.revoke({ subject: 'alice', issuer: ISSUER, issuedUntil: NOW + 3600, forSeconds: 10 })
    clock.pass(10)
    revocations.revoke({ subject: 'alice', issuer: ISSUER })
    expect(revocations.isRevoked(contextOf({ iat: NOW + 11 }))).toBe(false)
    expect(revocations.isRevoked(contextOf({ iat: NOW + 10 }))).toBe(true)
  })

  test('again, when it is revoked again', () => {
    const clock = stubClock(NOW)
    const revocations = createList(clock)
    revocations.revoke({ subject: 'alice', issuer: ISSUER })
    clock.pass(100)
    expect(revocations.isRevoked(contextOf({ iat: NOW + 50 }))).toBe(false)
    revocations.revoke({ subject: 'alice', issuer: ISSUER })
    expect(revocations.isRevoked(contextOf({ iat: NOW + 50 }))).toBe(true)
  })
})
