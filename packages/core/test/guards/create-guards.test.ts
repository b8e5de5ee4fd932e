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
import { isGuard, type Guard } from '../../src/guards/guard.ts'
import { mistakeOf } from '../support/refusal-of.ts'

/** Calls as JavaScript makes them, which no type has looked at. */
type Loose = (...args: unknown[]) => Guard

const read = requireScopes('read')
const write = requireScopes('write')
const isAdmin = (value: unknown) => value === 'admin'

describe('the data of a guard', () => {
  test.each<[() => Guard, object]>([
    [() => requireScopes('read', 'write'), { kind: 'scopes', all: ['read', 'write'] }],
    [() => requireAnyScope('read', 'write'), { kind: 'anyScope', any: ['read', 'write'] }],
    [() => requirePermissions('a b', 'c'), { kind: 'permissions', all: ['a b', 'c'] }],
    [() => requireRoles('Ärztin', 'clerk'), { kind: 'roles', all: ['Ärztin', 'clerk'] }],
    [() => requireClaim('tenant', 'acme'), { kind: 'claim', name: 'tenant', test: 'acme' }],
    [() => requireClaim('level', 0), { kind: 'claim', name: 'level', test: 0 }],
    [() => requireClaim('email_verified', false), { kind: 'claim', name: 'email_verified', test: false }],
    [() => requireClaim('tenant', ''), { kind: 'claim', name: 'tenant', test: '' }],
    [() => requireClaim('role', isAdmin), { kind: 'claim', name: 'role', test: isAdmin }],
    [() => requireAuthentication({ acr: 'gold' }), { kind: 'authentication', acr: ['gold'] }],
    [
      () => requireAuthentication({ acr: ['gold', 'silver'] }),
      { kind: 'authentication', acr: ['gold', 'silver'] }
    ],
    [
      () => requireAuthentication({ maxAgeSeconds: 0 }),
      { kind: 'authentication', acr: [], maxAgeSeconds: 0 }
    ],
    [
      () => requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 }),
      { kind: 'authentication', acr: ['gold'], maxAgeSeconds: 300 }
    ],
    [() => allOf(read, write), { kind: 'allOf', guards: [read, write] }],
    [() => anyOf(read, write), { kind: 'anyOf', guards: [read, write] }],
    [() => allOf({ guard: read }), { kind: 'allOf', guards: [read] }],
    [
      () =>
        anyOf(
          Object.assign(() => undefined, { guard: read }),
          write
        ),
      { kind: 'anyOf', guards: [read, write] }
    ]
  ])('$1', (create, data) => {
    const guard = create()
    expect(guard).toEqual(data)
    expect([isGuard(guard), Object.isFrozen(guard)]).toEqual([true, true])
    for (const member of Object.values(guard)) {
      if (Array.isArray(member)) expect(Object.isFrozen(member)).toBe(true)
    }
  })

  test('stays the same if the arguments change later', () => {
    const acr = ['gold']
    const guard = requireAuthentication({ acr })
    acr.push('bronze')
    expect(guard).toMatchObject({ acr: ['gold'] })
  })

  test('holds any scope token of RFC 6749 section 3.3', () => {
    const [first = '', ...others] = Array.from({ length: 0x5e }, (_, index) =>
      String.fromCharCode(0x21 + index)
    ).filter((character) => character !== '"' && character !== '\\')
    expect(requireScopes(first, ...others)).toMatchObject({ all: [first, ...others] })
    expect(requireScopes(others.join(''))).toMatchObject({ all: [others.join('')] })
  })
})

const lists = { requireScopes, requireAnyScope, requirePermissions, requireRoles }
const needsStrings = (name: string) => `"${name}" needs one or more strings, each as its own argument`

describe.each(Object.entries(lists))('%s', (name, create) => {
  test.each([[], [''], ['read', ''], [['read', 'write']], [undefined], [null], [5], ['read', {}]])(
    'does not accept (%j, %j)',
    (...args: unknown[]) => {
      const mistake = mistakeOf(() => (create as Loose)(...args))
      expect([mistake.option, mistake.message]).toEqual([name, needsStrings(name)])
    }
  )
})

describe.each(Object.entries({ requireScopes, requireAnyScope }))('%s', (name, create) => {
  const characters = 'RFC 6749 section 3.3 lists the allowed characters'
  test.each([
    { scope: 'read write', remedy: 'pass each as its own argument' },
    { scope: ' read', remedy: 'pass each as its own argument' },
    { scope: 'read"', remedy: characters },
    { scope: String.raw`re\ad`, remedy: characters },
    { scope: 'réad', remedy: characters },
    { scope: 'read\t', remedy: characters },
    { scope: 'read\n', remedy: characters },
    { scope: 'read\u007f', remedy: characters },
    { scope: '\u0000', remedy: characters }
  ])('does not accept $scope as a scope token', ({ scope, remedy }) => {
    const mistake = mistakeOf(() => create('fine', scope))
    expect(mistake.option).toBe(name)
    expect(mistake.message).toBe(`"${name}": ${JSON.stringify(scope)} is not a scope token: ${remedy}`)
  })
})

const CLAIM_TEST = 'the second argument of "requireClaim" must be a string, a number, a boolean or a function'

describe('requireClaim', () => {
  test('says what to write instead of null', () => {
    const mistake = mistakeOf(() => (requireClaim as Loose)('deleted_at', null))
    expect(mistake.message).toBe(
      `${CLAIM_TEST}: for a claim whose value is null, write (value) => value === null`
    )
  })

  test.each([[''], [undefined], [5], [['a', 'b']]])('does not accept the name %j', (claim: unknown) => {
    const mistake = mistakeOf(() => (requireClaim as Loose)(claim, 'x'))
    expect([mistake.option, mistake.message]).toEqual([
      'requireClaim',
      '"requireClaim" needs the name of one claim; for a nested claim, pass the name of the outermost claim and a function'
    ])
  })

  test.each([[undefined], [['a']], [{}], [Symbol('a')], [1n]])('does not accept the test %s', (value) => {
    const mistake = mistakeOf(() => (requireClaim as Loose)('tenant', value))
    expect([mistake.option, mistake.message]).toEqual(['requireClaim', CLAIM_TEST])
  })
})

describe('requireAuthentication', () => {
  test.each<[unknown, string]>([
    ...[undefined, null, 'gold', ['gold'], { acr: 'gold', maxAge: 300 }, { max_age: 300 }].map(
      (requirement): [unknown, string] => [
        requirement,
        '"requireAuthentication" takes { acr, maxAgeSeconds } and nothing else'
      ]
    ),
    ...[5, {}, [5]].map((acr): [unknown, string] => [{ acr }, needsStrings('requireAuthentication')]),
    [{}, '"requireAuthentication" needs at least one of "acr" and "maxAgeSeconds"'],
    [
      { acr: undefined, maxAgeSeconds: undefined },
      '"requireAuthentication" needs at least one of "acr" and "maxAgeSeconds"'
    ],
    ...[-1, 0.5, NaN, Infinity, 2 ** 53, '300', null].map((maxAgeSeconds): [object, string] => [
      { maxAgeSeconds },
      '"maxAgeSeconds" must be a whole number of seconds, 0 or more'
    ]),
    [{ acr: '' }, needsStrings('requireAuthentication')],
    [{ acr: [] }, needsStrings('requireAuthentication')],
    [{ acr: ['gold', ''] }, needsStrings('requireAuthentication')],
    [
      { acr: 'gold silver' },
      '"requireAuthentication": "gold silver" is not a scope token: pass each as its own argument'
    ],
    [
      { acr: ['gold', 'a"b'] },
      String.raw`"requireAuthentication": "a\"b" is not a scope token: RFC 6749 section 3.3 lists the allowed characters`
    ]
  ])('does not accept %j', (requirement, message) => {
    const mistake = mistakeOf(() => (requireAuthentication as Loose)(requirement))
    expect([mistake.option, mistake.message]).toEqual(['requireAuthentication', message])
  })
})

describe.each(Object.entries({ allOf, anyOf }))('%s', (name, create) => {
  test.each([
    [],
    [undefined],
    [null],
    ['read'],
    [read, 'write'],
    [read, undefined],
    [{}],
    [{ guard: undefined }],
    [{ guard: {} }],
    [() => true],
    [[read]],
    [{ kind: 'scopes', all: ['read'] }],
    [{ ...read }],
    [{ guard: { ...read } }]
  ])('does not accept (%j, %j)', (...args: unknown[]) => {
    const mistake = mistakeOf(() => (create as Loose)(...args))
    expect(mistake.option).toBe(name)
    expect(mistake.message).toBe(`"${name}" needs one or more guards, such as requireScopes('read')`)
  })
})
