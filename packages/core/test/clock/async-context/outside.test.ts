import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import * as node from '../../../src/clock/async-context/node.ts'
import * as none from '../../../src/clock/async-context/none.ts'

const storage = new AsyncLocalStorage<string>()

test('what runs outside knows nothing of the request that caused it, nor does what follows from it', async () => {
  const seen = await storage.run('request', () =>
    node.runDetached(async () => {
      const before = storage.getStore()
      await Promise.resolve()
      return [before, storage.getStore()]
    })
  )
  expect(seen).toEqual([undefined, undefined])
})

test('the request goes on with what it had', () => {
  const seen = storage.run('request', () => [node.runDetached(() => 'result'), storage.getStore()])
  expect(seen).toEqual(['result', 'request'])
})

test('what is thrown outside is thrown on', () => {
  const fail = () => {
    throw new Error('odd')
  }
  expect(() => node.runDetached(fail)).toThrow('odd')
})

test('a task just runs if there is no async context to leave', () => {
  expect(none.runDetached(() => 'result')).toBe('result')
})
