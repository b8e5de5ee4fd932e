import { expect, test } from 'vitest'
import { judgeFlatness } from './flatness.mjs'

const series = (valueAt: (minute: number) => number) =>
  Array.from({ length: 120 }, (_, index) => ({ at: index / 12, value: valueAt(index / 12) }))
const tolerance = { share: 0.05, floor: 1 }

test('what stays where it is is flat, noise and a steep beginning or not', () => {
  expect(
    judgeFlatness(
      series(() => 20),
      tolerance
    )
  ).toMatchObject({ slope: 0, growth: 0, isFlat: true })
  expect(
    judgeFlatness(
      series((minute) => 20 + Math.sin(minute * 50)),
      tolerance
    ).isFlat
  ).toBe(true)
  expect(
    judgeFlatness(
      series((minute) => Math.min(20, 5 + minute * 10)),
      tolerance
    ).isFlat
  ).toBe(true)
})

test('what grows by more than is tolerated is not flat', () => {
  const { slope, growth, isFlat } = judgeFlatness(
    series((minute) => 20 + minute),
    tolerance
  )
  expect(slope).toBeCloseTo(1)
  expect(growth).toBeCloseTo(7.4, 1)
  expect(isFlat).toBe(false)
})

test('what shrinks is flat', () => {
  expect(
    judgeFlatness(
      series((minute) => 40 - minute),
      tolerance
    ).isFlat
  ).toBe(true)
})

test('a single measurement says nothing', () => {
  expect(judgeFlatness([{ at: 0, value: 1 }], tolerance)).toMatchObject({ slope: 0, isFlat: true })
})
