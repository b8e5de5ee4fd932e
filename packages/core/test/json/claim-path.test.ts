import { describe, expect, test } from 'vitest'
import { readClaim, readFirstString } from '../../src/json/claim-path.ts'
import type { JsonObject } from '../../src/json/json-object.ts'

const claims = JSON.parse(`{
  "roles": ["admin"],
  "realm_access": { "roles": ["clerk"], "none": null },
  "resource_access.api": "a name with a dot",
  "list": [{ "roles": ["hidden"] }],
  "empty": "",
  "number": 5,
  "client_id": "client-1",
  "__proto__": { "polluted": "own" }
}`) as JsonObject

describe('readClaim', () => {
  test.each([
    ['roles', ['admin']],
    ['resource_access.api', 'a name with a dot'],
    ['realm_access.roles', undefined],
    [['realm_access', 'roles'], ['clerk']],
    [['realm_access', 'none'], undefined],
    [['realm_access', 'none', 'deeper'], undefined],
    [['realm_access', 'missing'], undefined],
    [['list', '0', 'roles'], undefined],
    [['list', 'length'], undefined],
    [['roles', 'length'], undefined],
    [['client_id', 'length'], undefined],
    [['missing', 'roles'], undefined],
    ['missing', undefined]
  ])('%j leads to %j', (path, value) => {
    expect(readClaim(claims, path)).toEqual(value)
  })

  test.each(['toString', 'constructor', 'hasOwnProperty'])('sees no %s, which every object has', (name) => {
    expect(readClaim(claims, name)).toBeUndefined()
    expect(readClaim(claims, [name, 'name'])).toBeUndefined()
    expect(readClaim(claims, ['realm_access', name])).toBeUndefined()
  })

  test('reads a member of the name __proto__ as the member that it is', () => {
    expect(readClaim(claims, '__proto__')).toEqual({ polluted: 'own' })
    expect(readClaim(claims, ['__proto__', 'polluted'])).toBe('own')
    expect(readClaim({}, ['__proto__', 'polluted'])).toBeUndefined()
  })
})

describe('readFirstString', () => {
  test.each([
    [['client_id', 'azp'], 'client-1'],
    [['azp', 'client_id'], 'client-1'],
    [['empty', 'number', 'roles', 'client_id'], 'client-1'],
    [['empty'], undefined],
    [['number'], undefined],
    [[], undefined]
  ])('%j leads to %j', (paths, value) => {
    expect(readFirstString(claims, paths)).toBe(value)
  })
})
