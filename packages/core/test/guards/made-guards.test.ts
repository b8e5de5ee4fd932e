import { expect, test } from 'vitest'
import { authorize } from '../../src/guards/authorize.ts'
import { allOf, anyOf, requireScopes } from '../../src/guards/create-guards.ts'
import type { Guard } from '../../src/guards/guard.ts'
import { isMade, ownGuard } from '../../src/guards/made-guards.ts'
import { GUARD_TIME } from '../support/guard-codes.ts'
import { contextOf } from '../support/test-context.ts'

const list = ['admin']
const byHand: readonly Guard[] = [
  { kind: 'scopes', all: list },
  { kind: 'anyScope', any: list },
  { kind: 'permissions', all: list },
  { kind: 'roles', all: list },
  { kind: 'claim', name: 'tier', test: 'gold' },
  { kind: 'authentication', acr: list, maxAgeSeconds: 300 },
  { kind: 'allOf', guards: [{ kind: 'anyOf', guards: [{ kind: 'scopes', all: list }] }] }
]

test.each(byHand)('a guard that was written by hand is copied, and the copy is frozen: $kind', (guard) => {
  const copy = ownGuard(guard)
  expect(copy).toEqual(guard)
  expect(copy).not.toBe(guard)
  expect([isMade(guard), isMade(copy)]).toEqual([false, true])
  for (const member of Object.values(copy)) expect(Object.isFrozen(member)).toBe(true)
  expect([Object.isFrozen(guard), Object.isFrozen(list)]).toEqual([false, false])
})

test('a guard that was made here is taken as it is', () => {
  const guard = anyOf(requireScopes('read'))
  expect(isMade(guard)).toBe(true)
  expect(ownGuard(guard)).toBe(guard)
})

test('who changes a guard by hand later changes nothing, and opens nothing', () => {
  const all = ['admin']
  const guard: Guard = Object.freeze({ kind: 'scopes', all })
  const combined = allOf(guard)
  const isLetIn = (given: Guard): boolean => {
    try {
      authorize(contextOf({ scope: 'read' }), given, GUARD_TIME)
      return true
    } catch {
      return false
    }
  }
  expect([isLetIn(guard), isLetIn(combined)]).toEqual([false, false])
  all.length = 0
  expect([isLetIn(guard), isLetIn(combined)]).toEqual([false, false])
  expect(combined).toEqual({ kind: 'allOf', guards: [{ kind: 'scopes', all: ['admin'] }] })
})
