import { describe, expect, test } from 'vitest'
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
import { evaluateGuard } from '../../src/guards/evaluate-guard.ts'
import type { Guard } from '../../src/guards/guard.ts'
import { codesOf, GUARD_TIME } from '../support/guard-codes.ts'
import { contextOf } from '../support/test-context.ts'

const none: readonly string[] = []
const scope = ['scope_insufficient']

describe('scopes', () => {
  test.each([
    [['read'], 'read', none],
    [['read'], 'write read', none],
    [['read'], 'write  read', none],
    [['read', 'write'], 'write read', none],
    [['read', 'write'], 'read', scope],
    [['read', 'write'], 'write', scope],
    [['read'], 'READ', scope],
    [['read'], 'reader', scope],
    [['reader'], 'read', scope],
    [['read'], 'read:all', scope],
    [['read'], 'read,write', scope],
    [['read'], 'read\twrite', scope],
    [['read'], '', scope],
    [['read'], undefined, scope]
  ])('all of %j are in %j: lacking %j', (all, granted, lacking) => {
    expect(codesOf(requireScopes(...all), { scope: granted })).toEqual(lacking)
  })

  test.each([
    ['read', none],
    ['write', none],
    ['read write', none],
    ['x read', none],
    ['x', scope],
    [undefined, scope]
  ])('any of read and write is in %j: lacking %j', (granted, lacking) => {
    expect(codesOf(requireAnyScope('read', 'write'), { scope: granted })).toEqual(lacking)
  })

  test('are neither permissions nor roles', () => {
    const claims = { scope: '', permissions: ['read'], roles: ['read'] }
    expect(codesOf(requireScopes('read'), claims)).toEqual(scope)
    expect(codesOf(requireAnyScope('read'), claims)).toEqual(scope)
  })
})

describe.each([
  { kind: 'permissions', create: requirePermissions, code: 'permission_insufficient' },
  { kind: 'roles', create: requireRoles, code: 'role_insufficient' }
])('$kind', ({ kind, create, code }) => {
  test.each([
    [['a'], ['a'], true],
    [['a', 'b'], ['b', 'c', 'a'], true],
    [['a', 'b'], ['a'], false],
    [['a', 'b'], ['b'], false],
    [['a'], ['A'], false],
    [['a b'], ['a b'], true],
    [['a'], ['a b'], false],
    [['a'], [], false],
    [['a'], undefined, false]
  ])('all of %j are in %j: %j', (all, granted, isSatisfied) => {
    expect(codesOf(create(...all), { [kind]: granted })).toEqual(isSatisfied ? none : [code])
  })

  test('are not scopes, nor each other', () => {
    const others = { scope: 'a', permissions: ['a'], roles: ['a'], [kind]: [] }
    expect(codesOf(create('a'), others)).toEqual([code])
  })
})

describe('guards of guards', () => {
  const read: Guard = { kind: 'scopes', all: ['read'] }
  const admin: Guard = { kind: 'roles', all: ['admin'] }
  const gold: Guard = { kind: 'authentication', acr: ['gold'], maxAgeSeconds: undefined }

  test.each([
    [{ scope: 'read', roles: ['admin'], acr: 'gold' }, none],
    [{ scope: 'read', roles: ['admin'] }, ['authentication_insufficient']],
    [{ scope: 'read' }, ['role_insufficient', 'authentication_insufficient']],
    [{ scope: '' }, ['scope_insufficient', 'role_insufficient', 'authentication_insufficient']]
  ])('all: with %j is lacking %j', (claims, lacking) => {
    expect(codesOf(allOf(read, admin, gold), claims)).toEqual(lacking)
  })

  test.each([
    [{ scope: 'read' }, none],
    [{ scope: '', roles: ['admin'] }, none],
    [{ scope: 'read', roles: ['admin'] }, none],
    [{ scope: '' }, scope]
  ])('any: with %j is lacking %j', (claims, lacking) => {
    expect(codesOf(anyOf(read, admin), claims)).toEqual(lacking)
  })

  test('that leave no alternative are satisfied by nobody', () => {
    expect(codesOf({ kind: 'anyOf', guards: [] }, { scope: 'read' })).toEqual(['claim_insufficient'])
  })

  test('may be nested', () => {
    const guard = anyOf(allOf(read, admin), gold)
    expect(codesOf(guard, { acr: 'gold' })).toEqual(none)
    expect(codesOf(guard, { scope: 'read', roles: ['admin'] })).toEqual(none)
    expect(codesOf(guard, { scope: '' })).toEqual(['scope_insufficient', 'role_insufficient'])
    expect(codesOf(allOf(read, anyOf(admin, gold)), { scope: 'read' })).toEqual(['role_insufficient'])
  })
})

describe('the hint of a guard', () => {
  test.each<[() => Guard, string]>([
    [
      () => requireScopes('read', 'write'),
      'the token lacks one of the scopes: read write: the client must ask for them, and the user or an administrator grant them'
    ],
    [
      () => requireAnyScope('read', 'write'),
      'the token has none of the scopes: read write: the client must ask for one of them'
    ],
    [
      () => requirePermissions('a', 'b'),
      'the token lacks one of the permissions: a, b: assign them at the authorization server, and have it put them into access tokens'
    ],
    [
      () => requireRoles('a', 'b'),
      'the token lacks one of the roles: a, b: assign them at the authorization server, and see the option "rolesClaims" for where they are read'
    ],
    [() => requireClaim('tenant', 'acme'), 'the claim "tenant" of the token is missing or not as required'],
    [
      () => requireAuthentication({ acr: 'gold' }),
      'the user must be authenticated again, more strongly or more recently; the token must carry "acr" and "auth_time"'
    ]
  ])('%s tells what is required', (create, hint) => {
    const guard = create()
    const failures = evaluateGuard(guard, contextOf({ scope: 'SECRET', roles: ['SECRET'] }), GUARD_TIME)
    expect(failures).toMatchObject([{ hint, guard }])
    expect(JSON.stringify(failures)).not.toContain('SECRET')
  })

  test('of several alternatives tells what each of them requires', () => {
    const guard = anyOf(requireRoles('admin'), requireClaim('tier', 'gold'), requireClaim('age', 5))
    const [failure, ...others] = evaluateGuard(guard, contextOf({ roles: [] }), GUARD_TIME)
    expect(others).toEqual([])
    expect(failure?.code).toBe('role_insufficient')
    expect(failure?.hint).toMatch(
      /^the token lacks one of the roles: admin: .*; or else the claim "tier" of the token is missing or not as required; or else the claim "age" of the token is missing or not as required$/
    )
  })
})
