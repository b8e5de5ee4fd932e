import { expect, test } from 'vitest'
import { readNames, readScopes } from '../../src/context/claim-lists.ts'

test.each(['\n', ' ', '","', '\u0000', '\\n'])(
  'names with %j in them are not taken for several names',
  (separator) => {
    expect(readNames({ roles: ['reader', 'admin'] }, ['roles'])).toEqual(['reader', 'admin'])
    const one = `reader${separator}admin`
    expect(readNames({ roles: [one] }, ['roles'])).toEqual([one])
    expect(readScopes({ scp: [one] }, ['scp'])).toEqual([one])
  }
)

test('equal lists are kept once, and are frozen', () => {
  const first = readNames({ roles: ['a', 'b'] }, ['roles'])
  expect(readNames({ groups: ['a', 'b'] }, ['groups'])).toBe(first)
  expect(Object.isFrozen(first)).toBe(true)
})

test('more lists than are kept leave every list right', () => {
  for (let index = 0; index < 2500; index += 1) {
    const name = `role-${index % 1250}`
    expect(readNames({ roles: [name] }, ['roles'])).toEqual([name])
    expect(readScopes({ scope: `${name} other` }, ['scope'])).toEqual([name, 'other'])
  }
})
