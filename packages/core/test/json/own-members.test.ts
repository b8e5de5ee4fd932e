import { afterEach, expect, test } from 'vitest'
import { ownMembers } from '../../src/json/own-members.ts'

afterEach(() => void Reflect.deleteProperty(Object.prototype, 'scope'))

test.each([
  ['{"a":1,"b":null,"c":false,"d":0,"e":""}', { a: 1, c: false, d: 0, e: '' }],
  ['{"nested":{"a":null}}', { nested: { a: null } }],
  ['{}', {}]
])('copies the members of %s that are not null', (text, members) => {
  expect({ ...ownMembers(JSON.parse(text) as Record<string, unknown>) }).toEqual(members)
})

test('skips members that are undefined, which options of an application can have', () => {
  expect('kid' in ownMembers({ kid: undefined })).toBe(false)
})

test.each(['scope', 'toString', 'constructor', '__proto__'])('a copy has no inherited %s', (name) => {
  Reflect.set(Object.prototype, 'scope', 'admin')
  const members = ownMembers({ a: 1 })
  expect(members[name]).toBeUndefined()
  expect(name in members).toBe(false)
})

test('copies a member named __proto__ as an own member, and sets no prototype', () => {
  const members = ownMembers(JSON.parse('{"__proto__":{"scope":"admin"}}') as Record<string, unknown>)
  expect(Object.keys(members)).toEqual(['__proto__'])
  expect(members['scope']).toBeUndefined()
})
