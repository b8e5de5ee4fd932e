/**
 * A clock that runs faster than the machine's, so that hours of the life of keys pass in minutes. Two
 * processes that start it with the same values have the same time: it is derived from a clock that all of the
 * machine share.
 *
 * @param {{ startedAt: bigint; startSeconds: number; speed: number }} start `startedAt` is a value of
 *   `process.hrtime.bigint()`.
 * @returns {import('@portcullis/core').Clock}
 */
export function createAcceleratedClock({ startedAt, startSeconds, speed }) {
  const monotonic = () => (Number(process.hrtime.bigint() - startedAt) / 1e6) * speed
  return {
    monotonic,
    now: () => startSeconds + monotonic() / 1000,
    schedule(task, milliseconds) {
      const timer = setTimeout(task, milliseconds / speed).unref()
      return () => clearTimeout(timer)
    }
  }
}
