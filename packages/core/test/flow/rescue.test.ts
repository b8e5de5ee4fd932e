import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { rescue } from '../../src/flow/rescue.ts'

const words = (error: unknown): string => `rescued: ${String(error)}`

test('what succeeds at once is returned at once', () => {
  expect(rescue(() => 'done', words)).toBe('done')
})

test('what succeeds later is awaited', async () => {
  await expect(rescue(() => Promise.resolve('done'), words)).resolves.toBe('done')
})

test('what is thrown at once is given to the rescuer at once', () => {
  const run = (): string => {
    throw new TypeError('oops')
  }
  expect(rescue(run, words)).toBe('rescued: TypeError: oops')
})

test('what is rejected later is given to the rescuer', async () => {
  const run = (): Promise<string> => Promise.reject(new TypeError('oops'))
  await expect(rescue(run, words)).resolves.toBe('rescued: TypeError: oops')
})

test('the rescuer may throw something better', () => {
  const run = (): string => {
    throw new TypeError('oops')
  }
  const better = (error: unknown): never => {
    throw new Error('better', { cause: error })
  }
  expect(() => rescue(run, better)).toThrow('better')
})

test('what another library or realm promises is given to the rescuer, too', async () => {
  const run = () => runInNewContext('Promise.reject("oops")') as Promise<string>
  expect(run().catch(() => '')).not.toBeInstanceOf(Promise)
  expect(await rescue(run, words)).toBe('rescued: oops')
})
