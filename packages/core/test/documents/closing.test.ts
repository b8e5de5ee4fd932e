import { expect, test } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'

test('calls every watcher on close, except those that have stopped', () => {
  const closing = createClosing()
  const ended: string[] = []
  closing.watch(() => void ended.push('one'))
  const unwatch = closing.watch(() => void ended.push('two'))
  closing.watch(() => void ended.push('three'))
  unwatch()
  expect([closing.isClosed, ended]).toEqual([false, []])
  closing.close()
  expect([closing.isClosed, ended]).toEqual([true, ['one', 'three']])
})

test('calls a watcher immediately if already closed', () => {
  const closing = createClosing()
  closing.close()
  let isEnded = false
  closing.watch(() => {
    isEnded = true
  })
  expect(isEnded).toBe(true)
})
