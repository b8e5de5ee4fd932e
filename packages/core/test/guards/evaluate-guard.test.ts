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
import { createGuard, type Guard } from '../../src/guards/guard.ts'
import { codesOf, GUARD_TIME } from '../support/guard-codes.ts'
import { mistakeOf } from '../support/refusal-of.ts'
import { contextOf } from '../support/test-context.ts'

const none: readonly string[] = []
const scope = ['scope_insufficient']

describe('scopes', () => {
  test.each<[[string, ...string[]], string | undefined, readonly string[]]>([
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
  ])('all of %j in %j: missing %j', (all, granted, lacking) => {
    expect(codesOf(requireScopes(...all), { scope: granted })).toEqual(lacking)
  })

  test.each([
    ['read', none],
    ['write', none],
    ['read write', none],
    ['x read', none],
    ['x', scope],
    [undefined, scope]
  ])('any of read and write in %j: missing %j', (granted, lacking) => {
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
  test.each<[[string, ...string[]], string[] | undefined, boolean]>([
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
  const read = requireScopes('read')
  const admin = requireRoles('admin')
  const gold = requireAuthentication({ acr: 'gold' })

  test.each([
    [{ scope: 'read', roles: ['admin'], acr: 'gold' }, none],
    [{ scope: 'read', roles: ['admin'] }, ['authentication_insufficient']],
    [{ scope: 'read' }, ['role_insufficient', 'authentication_insufficient']],
    [{ scope: '' }, ['scope_insufficient', 'role_insufficient', 'authentication_insufficient']]
  ])('all: with %j, missing %j', (claims, lacking) => {
    expect(codesOf(allOf(read, admin, gold), claims)).toEqual(lacking)
  })

  test.each([
    [{ scope: 'read' }, none],
    [{ scope: '', roles: ['admin'] }, none],
    [{ scope: 'read', roles: ['admin'] }, none],
    [{ scope: '' }, scope]
  ])('any: with %j, missing %j', (claims, lacking) => {
    expect(codesOf(anyOf(read, admin), claims)).toEqual(lacking)
  })

  test('refuse every token if they have no alternatives', () => {
    const empty = createGuard({ kind: 'anyOf', guards: [] })
    expect(codesOf(empty, { scope: 'read' })).toEqual(['claim_insufficient'])
  })

  test('of a kind that only another version of the package has are an error, and admit no token', () => {
    const newer = createGuard({ kind: 'tenant', name: 'acme' } as unknown as Guard)
    for (const guard of [newer, allOf(newer), anyOf(read, newer)]) {
      const mistake = mistakeOf(() => codesOf(guard, { scope: '' }))
      expect([mistake.option, mistake.message]).toEqual([
        'guard',
        'two versions of @portcullis/core: this one has no guard {"kind":"tenant","name":"acme"}'
      ])
    }
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
      'the token lacks a required scope (required: read write; in the token: "list"): the client must request it, and the user or an administrator must grant it'
    ],
    [
      () => requireAnyScope('read', 'write'),
      'the token lacks every accepted scope (required: read write; in the token: "list"): the client must request it, and the user or an administrator must grant it'
    ],
    [
      () => requirePermissions('a', 'b'),
      'the token lacks a required permission (required: a, b): assign it at the authorization server, and configure the server to put permissions into access tokens'
    ],
    [
      () => requireRoles('a', 'b'),
      'the token lacks a required role (required: a, b): assign it at the authorization server; the option "rolesClaims" sets which claims contain roles'
    ],
    [() => requireClaim('tenant', 'acme'), 'the claim "tenant" of the token is missing or not as required'],
    [
      () => requireAuthentication({ acr: 'gold' }),
      'the user must authenticate again, more strongly or more recently; the token needs "acr" and "auth_time"'
    ]
  ])('%s says what is required, and shows scopes but no other claims', (create, hint) => {
    const guard = create()
    const failures = evaluateGuard(
      guard,
      contextOf({ scope: 'list', roles: ['SECRET'], permissions: ['SECRET'] }),
      GUARD_TIME
    )
    expect(failures).toMatchObject([{ hint, guard }])
    expect(JSON.stringify(failures)).not.toContain('SECRET')
  })

  test('says that the token has no scopes, and quotes scopes that break lines', () => {
    const hintFor = (granted: string) =>
      evaluateGuard(requireScopes('read'), contextOf({ scope: granted }), GUARD_TIME)[0]?.hint
    expect(hintFor('')).toContain('(required: read; in the token: none)')
    expect(hintFor('list write')).toContain('in the token: "list write")')
    expect(hintFor('a\nb')).toContain(String.raw`in the token: "a\nb")`)
  })

  test('of several alternatives says what each of them requires', () => {
    const guard = anyOf(requireRoles('admin'), requireClaim('tier', 'gold'), requireClaim('age', 5))
    const [failure, ...others] = evaluateGuard(guard, contextOf({ roles: [] }), GUARD_TIME)
    expect(others).toEqual([])
    expect(failure?.code).toBe('role_insufficient')
    expect(failure?.hint).toMatch(
      /^the token lacks a required role \(required: admin\): .*; or else the claim "tier" of the token is missing or not as required; or else the claim "age" of the token is missing or not as required$/
    )
  })
})
