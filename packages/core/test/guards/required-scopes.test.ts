import { expect, test } from 'vitest'
import {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes
} from '../../src/guards/create-guards.ts'
import { guardOf, namedScopes, requiredScopes, type Guard } from '../../src/guards/guard.ts'

const read = requireScopes('read', 'list')
const any = requireAnyScope('write', 'admin')

test.each<[() => Guard, string[]]>([
  [() => read, ['read', 'list']],
  [() => any, ['write']],
  [() => allOf(read, any), ['read', 'list', 'write']],
  [() => allOf(read, requireScopes('list', 'read', 'x')), ['read', 'list', 'x']],
  [() => anyOf(any, read), ['write']],
  [() => anyOf(requireRoles('admin'), read), []],
  [() => allOf(requireRoles('admin'), anyOf(read, any)), ['read', 'list']],
  [() => requirePermissions('a'), []],
  [() => requireRoles('a'), []],
  [() => requireClaim('a', 'b'), []],
  [() => requireAuthentication({ acr: 'gold' }), []]
])('%s requires the scopes %j', (create, scopes) => {
  expect(requiredScopes(create())).toEqual(scopes)
})

test.each<[() => Guard, string[]]>([
  [() => read, ['read', 'list']],
  [() => any, ['write', 'admin']],
  [() => allOf(read, any, requireRoles('x')), ['read', 'list', 'write', 'admin']],
  [() => anyOf(any, allOf(read, requireScopes('write'))), ['write', 'admin', 'read', 'list']],
  [() => requirePermissions('a'), []]
])('%s names the scopes %j, those of alternatives included', (create, scopes) => {
  expect(namedScopes(create())).toEqual(scopes)
})

test('the guard of a guard, and of what holds one, is found; anything else is a ConfigurationError', () => {
  expect(guardOf(read)).toBe(read)
  expect(guardOf(Object.assign(() => undefined, { guard: read }))).toBe(read)
  for (const value of [undefined, null, {}, { guard: { ...read } }, 'read'])
    expect(() => guardOf(value as never), JSON.stringify(value)).toThrow('not a guard')
})
