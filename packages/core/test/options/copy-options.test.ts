import { expect, test } from 'vitest'
import { copyOptions } from '../../src/options/copy-options.ts'

test('members that are undefined are left out, and only those', () => {
  const options = { a: undefined, b: null, c: 0, d: '', e: false, f: [] }
  expect(Object.keys(copyOptions(options))).toEqual(['b', 'c', 'd', 'e', 'f'])
  expect(copyOptions({})).toEqual({})
})

test('lists are copied to the bottom, so that who changes them later changes nothing', () => {
  const nested = ['realm_access', 'roles']
  const options = { rolesClaims: ['roles', nested] }
  const copy = copyOptions(options)
  nested.push('other')
  options.rolesClaims.push('another')
  expect(copy).toEqual({ rolesClaims: ['roles', ['realm_access', 'roles']] })
})
