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
