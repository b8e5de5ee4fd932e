import { createTestClock } from '@portcullis/testing'
import { expect, test } from 'vitest'
import { createBudget } from '../../src/flow/budget.ts'

test('the budget holds for any thirty seconds, whenever they start', async () => {
  const clock = createTestClock()
  const budget = createBudget({ times: 2, seconds: 30 }, clock)
  expect(budget.take()).toBe(true)
  await clock.advance(20)
  expect(budget.take()).toBe(true)
  expect(budget.take()).toBe(false)
  await clock.advance(9.999)
  expect(budget.take()).toBe(false)
  await clock.advance(0.001)
  expect(budget.take()).toBe(true)
  expect(budget.take()).toBe(false)
  await clock.advance(20)
  expect(budget.take()).toBe(true)
  expect(budget.take()).toBe(false)
})

test('a wall clock that jumps gives nothing away', async () => {
  const clock = createTestClock()
  const budget = createBudget({ times: 1, seconds: 30 }, clock)
  expect(budget.take()).toBe(true)
  clock.jump(86_400)
  expect(budget.take()).toBe(false)
})
