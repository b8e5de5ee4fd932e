import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { promised } from '../../src/flow/promised.ts'

test('what is promised by another library or realm becomes a promise of ours', async () => {
  const foreign = runInNewContext('Promise.resolve(1)') as Promise<number>
  expect(foreign).not.toBeInstanceOf(Promise)
  expect(promised(foreign)).toBeInstanceOf(Promise)
  expect(await promised(foreign)).toBe(1)
})

test('a promise of ours stays the same', () => {
  const own = Promise.resolve(1)
  expect(promised(own)).toBe(own)
})

test.each(['null', 'undefined', '({ then: 5 })', '({})', '"then"', '() => 5'])('%s is no promise', (code) => {
  const value: unknown = runInNewContext(code)
  expect(promised(value)).toBe(value)
})

test('a failure is passed on', async () => {
  const fault = new Error('a fault')
  await expect(promised(Promise.reject<number>(fault))).rejects.toBe(fault)
})
