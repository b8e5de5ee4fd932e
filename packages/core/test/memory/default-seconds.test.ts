import { expect, test } from 'vitest'
import { defaultRevocationSeconds } from '../../src/memory/default-seconds.ts'

test.each([
  [[], 30, 86_400],
  [[undefined], 30, 86_400],
  [[600, undefined], 30, 86_400],
  [[600], 30, 660],
  [[600, 3600], 30, 3660],
  [[600], 0, 620],
  [[200_000], 30, 200_060]
])('with greatest ages %j and a tolerance of %j s a revocation is kept %j s', (ages, tolerance, seconds) => {
  expect(defaultRevocationSeconds(ages, tolerance)).toBe(seconds)
})
