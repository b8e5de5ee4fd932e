import type { Clock } from '../../src/clock/clock.ts'

/** A clock that shows what a test says. */
export interface StubClock extends Clock {
  /** Lets time pass on both clocks. */
  pass(seconds: number): void
  /** Sets the wall clock alone. */
  jump(seconds: number): void
}

/** Makes a clock that stands at a wall time; nothing that is scheduled ever runs. */
export function stubClock(startSeconds: number): StubClock {
  let wall = startSeconds
  let elapsed = 0
  return {
    now: () => wall,
    monotonic: () => elapsed * 1000,
    schedule: () => () => undefined,
    pass(seconds) {
      wall += seconds
      elapsed += seconds
    },
    jump(seconds) {
      wall += seconds
    }
  }
}
