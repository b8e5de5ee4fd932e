const ORPHAN_CHECK_MILLISECONDS = 500

/**
 * Calls `stop` once when the process is asked to end.
 *
 * @param {() => Promise<void>} stop
 */
export function stopOnSignals(stop) {
  // Once: a second Ctrl-C gets the default, which ends the process immediately.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop())
  if (process.env.npm_lifecycle_event !== undefined) stopAsOrphan(stop)
}

/**
 * Under `npm start` a shell is between npm and this process. An editor or a supervisor that ends only npm
 * also ends that shell, which passes no signal on. This process only sees that its parent is gone.
 *
 * @param {() => Promise<void>} stop
 */
function stopAsOrphan(stop) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    void stop()
  }, ORPHAN_CHECK_MILLISECONDS)
  timer.unref()
}
