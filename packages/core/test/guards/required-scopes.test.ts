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
import { requiredScopes, type Guard } from '../../src/guards/guard.ts'

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
