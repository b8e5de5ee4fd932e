/** A process that does not read the clock for this many milliseconds was stopped. */
const PAUSE = 60

/** How often to look at it, in milliseconds. */
const BEAT = 5

/**
 * A clock that stands still when its process does. Not when a server does not answer: that counts.
 *
 * @typedef {{ read: () => number; resumedAt: () => number; stop: () => void }} Stopwatch
 */

/**
 * Starts a stopwatch.
 *
 * @param {() => number} [now] Tells the time, in milliseconds.
 * @returns {Stopwatch} `read` tells how many milliseconds this process has run since, `resumedAt` when it
 *   began to run for the last time.
 */
export function startStopwatch(now = () => performance.now()) {
  let last = now()
  let resumed = last
  let elapsed = 0
  const look = () => {
    const time = now()
    if (time - last > PAUSE) resumed = time
    else elapsed += time - last
    last = time
    return elapsed
  }
  const beat = setInterval(look, BEAT)
  return {
    read: look,
    resumedAt: () => resumed,
    stop: () => clearInterval(beat)
  }
}
