import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { chain } from '../../src/flow/chain.ts'

test('a value that is there is gone on with at once', () => {
  expect(chain(1, (value) => value + 1)).toBe(2)
  expect(chain(undefined, () => 'next')).toBe('next')
})

test('a value that is promised is gone on with later', async () => {
  const promised = chain(Promise.resolve(1), (value) => value + 1)
  expect(promised).toBeInstanceOf(Promise)
  expect(await promised).toBe(2)
})

test('what is promised by another library or realm is waited for, too', async () => {
  const foreign = runInNewContext('Promise.resolve(1)') as Promise<number>
  expect(foreign).not.toBeInstanceOf(Promise)
  const promised = chain(foreign, (value) => value + 1)
  expect(promised).toBeInstanceOf(Promise)
  expect(await promised).toBe(2)
})

test.each(['null', 'undefined', '({ then: 5 })', '({})', '"then"', '() => 5'])('%s is no promise', (code) => {
  const value: unknown = runInNewContext(code)
  expect(chain<unknown, unknown>(value, (given) => [given])).toEqual([value])
})

test('what comes next may be promised itself', async () => {
  expect(await chain(1, (value) => Promise.resolve(value + 1))).toBe(2)
})

test('a failure is passed on', async () => {
  const fault = new Error('a fault')
  const fail = () => {
    throw fault
  }
  expect(() => chain(1, fail)).toThrow(fault)
  await expect(chain(Promise.resolve(1), fail)).rejects.toBe(fault)
  await expect(chain(Promise.reject<number>(fault), (value) => value)).rejects.toBe(fault)
})
