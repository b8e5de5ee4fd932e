import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@portcullis/core'
import { watchFetchTraffic } from './fetch-traffic.ts'
import type { FetchTraffic } from './fetch-traffic.ts'

/** A clock that stands still until a test moves it. Pass it as the option `clock` of what is tested. */
export interface TestClock extends Clock {
  /** How many scheduled tasks have neither run nor been cancelled. */
  readonly pendingTasks: number
  /**
   * Lets time pass: moves both clocks forward and runs the tasks that fall due, in the order of their times,
   * each at its own moment. Before the first task, after each and at the end, promises settle, and requests
   * of `fetch` that are in progress get their answers, so that no timeout fires before a healthy server could
   * answer. For a server that hangs, it waits about 200 milliseconds of real time.
   *
   * @param seconds How much time passes; 0 runs what is due now.
   * @throws {RangeError} When `seconds` is negative or not finite.
   * @throws {Error} When an earlier `advance` has not ended yet; whatever a task throws is passed on.
   */
  advance(seconds: number): Promise<void>
  /**
   * Sets the wall clock, as an administrator or NTP would. This does not affect monotonic time and scheduled
   * tasks.
   *
   * @param seconds Seconds since the epoch (NumericDate).
   */
  setWallClock(seconds: number): void
  /**
   * Moves the wall clock alone, forward or back. This does not affect monotonic time and scheduled tasks.
   *
   * @param seconds How far; negative for back.
   */
  jump(seconds: number): void
}

interface ScheduledTask {
  readonly task: () => void
  readonly dueAt: number
}

// Enough turns of the event loop for a chain of promises and immediates that a task has started.
const TURNS_TO_SETTLE = 3
const MILLISECONDS_AFTER_ANSWER = 2

/**
 * Creates a clock for tests, whose wall and monotonic time move only when a test moves them.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource } from '@portcullis/core'
 * import { createTestClock, createTestIssuer } from '@portcullis/testing'
 *
 * const clock = createTestClock()
 * const issuer = await createTestIssuer({ clock })
 * const api = createProtectedResource({ ...issuer.options, clock })
 * await clock.advance(3600) // an hour, in a millisecond
 * await api.close()
 * await issuer.close()
 * ```
 *
 * @param startSeconds Wall time at the start, in seconds since the epoch. Default: the real time, in whole
 *   seconds, so that tokens of an issuer without this clock are valid in it.
 * @returns A clock whose monotonic time starts at 0 milliseconds.
 * @throws {RangeError} When `startSeconds` is not finite.
 */
export function createTestClock(startSeconds: number = Math.floor(Date.now() / 1000)): TestClock {
  const traffic = watchFetchTraffic()
  const tasks = new Set<ScheduledTask>()
  let elapsedMilliseconds = 0
  let wallOffsetSeconds = requireFinite(startSeconds, 'startSeconds')
  let advancing = false

  async function runUntil(target: number): Promise<void> {
    for (let due = earliestDue(tasks, target); due !== undefined; due = earliestDue(tasks, target)) {
      tasks.delete(due)
      elapsedMilliseconds = Math.max(elapsedMilliseconds, due.dueAt)
      due.task()
      await settle(traffic)
    }
    elapsedMilliseconds = target
    await settle(traffic)
  }

  return {
    now: () => wallOffsetSeconds + elapsedMilliseconds / 1000,
    monotonic: () => elapsedMilliseconds,
    schedule(task, milliseconds) {
      const scheduled = { task, dueAt: elapsedMilliseconds + Math.max(0, requireNumber(milliseconds)) }
      tasks.add(scheduled)
      return () => {
        tasks.delete(scheduled)
      }
    },
    get pendingTasks() {
      return tasks.size
    },
    async advance(seconds) {
      if (advancing) throw new Error('the test clock is advancing already; await each "advance"')
      if (requireFinite(seconds, 'seconds') < 0)
        throw new RangeError('"seconds" must not be negative; time passes')
      advancing = true
      try {
        await settle(traffic)
        await runUntil(elapsedMilliseconds + seconds * 1000)
      } finally {
        advancing = false
      }
    },
    setWallClock(seconds) {
      wallOffsetSeconds = requireFinite(seconds, 'seconds') - elapsedMilliseconds / 1000
    },
    jump(seconds) {
      wallOffsetSeconds += requireFinite(seconds, 'seconds')
    }
  }
}

/** Of tasks due at the same time the first scheduled comes first: a Set keeps that order. */
function earliestDue(tasks: ReadonlySet<ScheduledTask>, target: number): ScheduledTask | undefined {
  let earliest: ScheduledTask | undefined
  for (const task of tasks) {
    if (task.dueAt <= target && (earliest === undefined || task.dueAt < earliest.dueAt)) earliest = task
  }
  return earliest
}

/** Lets promises settle that are ready, and those that the answer to a `fetch` makes ready. */
async function settle(traffic: FetchTraffic): Promise<void> {
  let wasBusy = true
  while (wasBusy) {
    for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1) await nextTurn()
    wasBusy = await traffic.settle()
    // What comes after an answer, such as importing keys, may leave the event loop for a moment.
    if (wasBusy) await sleep(MILLISECONDS_AFTER_ANSWER)
  }
}

function requireFinite(seconds: number, name: string): number {
  if (!Number.isFinite(seconds)) throw new RangeError(`"${name}" must be a finite number of seconds`)
  return seconds
}

function requireNumber(milliseconds: number): number {
  if (Number.isNaN(milliseconds)) throw new RangeError('"milliseconds" must be a number')
  return milliseconds
}
