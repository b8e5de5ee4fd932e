import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/**
 * What something costs, in microseconds: on the wall clock, of the main thread, and of all threads together.
 *
 * - `wall`: from the beginning to the end.
 * - `main`: the time for which the event loop was busy (`eventLoopUtilization`), and nothing else could run.
 * - `mainCpu`: what the main thread has computed; the same as `main` on a quiet machine, less on a busy one.
 * - `cpu`: what all threads have computed, thread pool and garbage collector included.
 *
 * @typedef {{ wall: number; main: number; mainCpu: number; cpu: number }} Cost
 */

/**
 * Reads the meters.
 *
 * @returns {Cost} Their positions; only differences mean anything.
 */
export function readMeters() {
  const { user, system } = process.cpuUsage()
  return {
    wall: performance.now() * 1000,
    main: performance.eventLoopUtilization().active * 1000,
    mainCpu: readMainThread(),
    cpu: user + system
  }
}

/**
 * Reads the meters again.
 *
 * @param {Cost} start Their positions at the beginning.
 * @param {number} calls How many calls were made since.
 * @returns {Cost} What each call has cost.
 */
export function costSince(start, calls) {
  const end = readMeters()
  return {
    wall: (end.wall - start.wall) / calls,
    main: (end.main - start.main) / calls,
    mainCpu: (end.mainCpu - start.mainCpu) / calls,
    cpu: (end.cpu - start.cpu) / calls
  }
}

const SCHEDULER = `/proc/self/task/${process.pid}/schedstat`

/** Linux tells it in nanoseconds; elsewhere the event loop's own account must do. */
function readMainThread() {
  try {
    return Number.parseInt(readFileSync(SCHEDULER, 'latin1'), 10) / 1000
  } catch {
    return performance.eventLoopUtilization().active * 1000
  }
}
