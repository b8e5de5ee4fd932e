import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { backOffSeconds, KEY_DEFAULTS } from '../../src/keys/key-options.ts'

test('the defaults are those that the documentation names', () => {
  expect(KEY_DEFAULTS).toEqual({
    ttlSeconds: 600,
    staleIfErrorSeconds: 6 * 3600,
    fetchTimeoutSeconds: 3
  })
})

describe('the wait after a failure', () => {
  const drawing = (random: number, failures: number, retryAfterSeconds?: number) => {
    onTestFinished(() => void vi.restoreAllMocks())
    vi.spyOn(Math, 'random').mockReturnValue(random)
    return backOffSeconds(failures, retryAfterSeconds)
  }

  test.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 16],
    [5, 32],
    [6, 60],
    [7, 60],
    [1000, 60]
  ])('after %i failures is between one second and %i', (failures, bound) => {
    expect(drawing(0, failures)).toBe(1)
    expect(drawing(0.5, failures)).toBe((1 + bound) / 2)
    expect(drawing(1, failures)).toBe(bound)
  })

  test('is as long as the server asks if that is longer, up to five minutes', () => {
    expect(drawing(0, 1, 30)).toBe(30)
    expect(drawing(1, 6, 30)).toBe(60)
    expect(drawing(0, 1, 300)).toBe(300)
    expect(drawing(0, 1, 301)).toBe(300)
    expect(drawing(0, 1, 0)).toBe(1)
  })
})
