import { describe, expect, test } from 'vitest'
import { readNames, readScopes } from '../../src/context/claim-lists.ts'

describe('scopes', () => {
  test.each([
    ['read write', ['read', 'write']],
    ['  read   write ', ['read', 'write']],
    ['read read', ['read']],
    ['', []],
    [' ', []],
    ['READ read', ['READ', 'read']],
    ['api/read:all urn:x', ['api/read:all', 'urn:x']],
    ['read,write', ['read,write']],
    ['read\twrite', ['read\twrite']],
    [
      ['read', 'write'],
      ['read', 'write']
    ],
    [['read', '', 5, null, 'read', {}], ['read']],
    [['read write'], ['read write']],
    [[], []],
    [5, []],
    [null, []],
    [{ read: true }, []],
    [undefined, []]
  ])('in %j are %j', (scope, scopes) => {
    expect(readScopes({ scope }, ['scope'])).toEqual(scopes)
    expect(Object.isFrozen(readScopes({ scope }, ['scope']))).toBe(true)
  })

  test.each([
    [{ scope: 'a', scp: 'b' }, ['a', 'b']],
    [{ scope: 'a b', scp: ['b', 'c'] }, ['a', 'b', 'c']],
    [{ scope: '', scp: ['b'] }, ['b']],
    [{ scope: 'a', scp: [] }, ['a']],
    [{ scp: 'b' }, ['b']],
    [{}, []]
  ])('in several claims are joined: %j', (claims, scopes) => {
    expect(readScopes(claims, ['scope', 'scp'])).toEqual(scopes)
    expect(readScopes(claims, [])).toEqual([])
  })
})

describe('names', () => {
  test.each([
    [
      ['admin', 'clerk'],
      ['admin', 'clerk']
    ],
    [['admin', '', 5, null, 'admin', ['x']], ['admin']],
    ['admin', ['admin']],
    ['two words', ['two words']],
    ['', []],
    [{ admin: {}, clerk: true, '': 1 }, ['admin', 'clerk']],
    [{ admin: false, clerk: null, guest: 0, owner: '', user: 'yes', member: [] }, ['user', 'member']],
    [{}, []],
    [[], []],
    [5, []],
    [null, []],
    [true, []],
    [undefined, []]
  ])('in %j are %j', (roles, names) => {
    expect(readNames({ roles }, ['roles'])).toEqual(names)
    expect(Object.isFrozen(readNames({ roles }, ['roles']))).toBe(true)
  })

  test('in several claims, nested ones as well, are joined', () => {
    const claims = { roles: ['a'], realm_access: { roles: ['a', 'b'] }, group: 'c' }
    const paths = ['roles', ['realm_access', 'roles'], ['missing', 'roles'], 'group']
    expect(readNames(claims, paths)).toEqual(['a', 'b', 'c'])
  })
})
