import * as core from '@portcullis/core'
import { describe, expect, test } from 'vitest'
import * as adapter from '../src/index.ts'

describe('a guard', () => {
  test.each([
    [adapter.requireScopes('a', 'b'), core.requireScopes('a', 'b')],
    [adapter.requireAnyScope('a', 'b'), core.requireAnyScope('a', 'b')],
    [adapter.requirePermissions('a'), core.requirePermissions('a')],
    [adapter.requireRoles('a'), core.requireRoles('a')],
    [adapter.requireClaim('a', 'b'), core.requireClaim('a', 'b')],
    [adapter.requireAuthentication({ acr: 'a' }), core.requireAuthentication({ acr: 'a' })],
    [adapter.allOf(adapter.requireScopes('a')), core.allOf(core.requireScopes('a'))],
    [adapter.anyOf(core.requireScopes('a')), core.anyOf(core.requireScopes('a'))]
  ])('is a hook, and can be read back: $guard.kind', (hook, guard) => {
    expect(hook).toBeTypeOf('function')
    expect(hook).toHaveLength(3)
    expect(hook.guard).toEqual(guard)
  })

  test('that guards nothing stops the program', () => {
    // As JavaScript calls them: without arguments, they do not compile.
    const scopes = adapter.requireScopes as (...given: string[]) => unknown
    const all = adapter.allOf as () => unknown
    for (const make of [() => scopes(), () => scopes('a b'), () => all()])
      expect(make).toThrow(core.ConfigurationError)
  })
})

test('the package gives what an application needs of the core', () => {
  expect(adapter.createProtectedResource).toBe(core.createProtectedResource)
  expect(adapter.ProtectedResourceError).toBe(core.ProtectedResourceError)
  expect(adapter.ConfigurationError).toBe(core.ConfigurationError)
})
