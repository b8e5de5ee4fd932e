import { expect, onTestFinished, test } from 'vitest'
import { copyOptions, fillIn } from '../../src/options/copy-options.ts'

test('only members that are undefined are omitted', () => {
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

test('options without a default stay undefined, whatever every object inherits', () => {
  const rows = { realm: { rule: () => undefined }, explain: { rule: () => undefined, default: false } }
  // oxlint-disable-next-line no-extend-native -- this is the defect
  Object.defineProperty(Object.prototype, 'default', { value: 'inherited', configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(Object.prototype, 'default'))
  expect(fillIn({}, rows)).toEqual({ realm: undefined, explain: false })
  expect(fillIn({ realm: 'api', explain: true }, rows)).toEqual({ realm: 'api', explain: true })
})
