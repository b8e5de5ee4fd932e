import { expect, test } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'

test('the end is told to all who watch, and to nobody who watches no longer', () => {
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

test('who watches after the end is told at once', () => {
  const closing = createClosing()
  closing.close()
  let isEnded = false
  closing.watch(() => {
    isEnded = true
  })
  expect(isEnded).toBe(true)
})
