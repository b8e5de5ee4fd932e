import { describe, expect, test } from 'vitest'
import { requireAuthentication, requireClaim } from '../../src/guards/create-guards.ts'
import { evaluateGuard } from '../../src/guards/evaluate-guard.ts'
import { codesOf, GUARD_TIME } from '../support/guard-codes.ts'
import { contextOf } from '../support/test-context.ts'
import { NOW } from '../support/test-token.ts'

const none: readonly string[] = []

describe('a claim', () => {
  test.each([
    ['acme', 'acme', true],
    ['acme', ['x', 'acme'], true],
    ['acme', 'ACME', false],
    ['acme', ['x'], false],
    ['acme', 'acme x', false],
    ['acme', { acme: true }, false],
    [5, 5, true],
    [5, '5', false],
    ['5', 5, false],
    [5, [5], true],
    [0, false, false],
    [true, true, true],
    [true, 'true', false],
    [true, 1, false],
    [false, false, true],
    [false, null, false],
    ['', '', true],
    ['acme', undefined, false],
    ['undefined', undefined, false]
  ])('that must be %j is %j: %j', (value, tenant, isSatisfied) => {
    expect(codesOf(requireClaim('tenant', value), { tenant })).toEqual(
      isSatisfied ? none : ['claim_insufficient']
    )
  })

  test('is read by its exact name, own members only', () => {
    expect(codesOf(requireClaim('a.b', 'x'), { 'a.b': 'x' })).toEqual(none)
    expect(codesOf(requireClaim('a.b', 'x'), { a: { b: 'x' } })).toEqual(['claim_insufficient'])
    expect(
      codesOf(
        requireClaim('toString', () => true),
        {}
      )
    ).toEqual(['claim_insufficient'])
  })

  test('is shown to a function, with its context', () => {
    const seen: unknown[] = []
    const context = contextOf({ tenant: null })
    const guard = requireClaim('tenant', (...given) => seen.push(...given) === 2)
    expect(evaluateGuard(guard, context, GUARD_TIME)).toEqual([])
    expect(seen[0]).toBeNull()
    expect(seen[1]).toBe(context)
    expect(
      codesOf(
        requireClaim('tenant', () => false),
        { tenant: 'acme' }
      )
    ).toEqual(['claim_insufficient'])
  })

  test('is as required only if the function returns true', () => {
    for (const verdict of [undefined, null, 1, 'yes', {}, Promise.resolve(true)]) {
      const guard = requireClaim('sub', () => verdict as boolean)
      expect(codesOf(guard, {})).toEqual(['claim_insufficient'])
    }
  })

  test('that is missing is not passed to the function', () => {
    const guard = requireClaim('tenant', () => {
      throw new Error('was asked')
    })
    expect(codesOf(guard, {})).toEqual(['claim_insufficient'])
  })
})

describe('an authentication', () => {
  test.each([
    [{ acr: 'gold' }, { acr: 'gold' }, true],
    [{ acr: ['gold', 'silver'] }, { acr: 'silver' }, true],
    [{ acr: 'gold' }, { acr: 'silver' }, false],
    [{ acr: 'gold' }, { acr: 'GOLD' }, false],
    [{ acr: 'gold' }, { acr: 'gold silver' }, false],
    [{ acr: 'gold' }, { acr: ['gold'] }, false],
    [{ acr: 'gold' }, { acr: null }, false],
    [{ acr: 'gold' }, {}, false],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW - 330 }, true],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW - 330.001 }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW - 331 }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW }, true],
    [{ maxAgeSeconds: 0 }, { auth_time: NOW - 30 }, true],
    [{ maxAgeSeconds: 0 }, { auth_time: NOW - 31 }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW + 30 }, true],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW + 30.001 }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: NOW * 1000 }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: Infinity }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: -Infinity }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: String(NOW) }, false],
    [{ maxAgeSeconds: 300 }, { auth_time: null }, false],
    [{ maxAgeSeconds: 300 }, {}, false],
    [{ acr: 'gold', maxAgeSeconds: 300 }, { acr: 'gold', auth_time: NOW }, true],
    [{ acr: 'gold', maxAgeSeconds: 300 }, { acr: 'silver', auth_time: NOW }, false],
    [{ acr: 'gold', maxAgeSeconds: 300 }, { acr: 'gold', auth_time: NOW - 1000 }, false],
    [{ acr: 'gold', maxAgeSeconds: 300 }, { acr: 'gold' }, false]
  ])('%j is met by %j: %j', (requirement, claims, isSatisfied) => {
    const lacking = isSatisfied ? none : ['authentication_insufficient']
    expect(codesOf(requireAuthentication(requirement), claims)).toEqual(lacking)
  })

  test('has a tolerance of 10 s for clocks if none is configured', () => {
    const guard = requireAuthentication({ maxAgeSeconds: 300 })
    const strict = { now: NOW, clockToleranceSeconds: 0 }
    const isMet = (age: number) =>
      evaluateGuard(guard, contextOf({ auth_time: NOW - age }), strict).length === 0
    expect([isMet(300), isMet(301)]).toEqual([true, false])
    // But clocks are never quite the same.
    expect([isMet(-10), isMet(-11)]).toEqual([true, false])
  })
})
