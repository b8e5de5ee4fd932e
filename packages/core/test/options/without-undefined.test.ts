import { expect, test } from 'vitest'
import { withoutUndefined } from '../../src/options/without-undefined.ts'

test('members that are undefined are left out, and only those', () => {
  const options = { a: undefined, b: null, c: 0, d: '', e: false, f: [] }
  expect(Object.keys(withoutUndefined(options))).toEqual(['b', 'c', 'd', 'e', 'f'])
  expect(withoutUndefined({})).toEqual({})
})
