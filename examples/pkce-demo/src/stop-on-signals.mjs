const ORPHAN_CHECK_MILLISECONDS = 500

/**
 * Calls `stop` once when the process is asked to end.
 *
 * @param {() => Promise<void>} stop
 */
export function stopOnSignals(stop) {
  // Once: whoever is in a hurry presses Ctrl-C again and gets the default, an end on the spot.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop())
  if (process.env.npm_lifecycle_event !== undefined) stopAsOrphan(stop)
}

/**
 * Under `npm start` a shell stands between npm and this process. Whoever ends npm alone, as an editor or a
 * supervisor does, ends that shell with it, and it passes no signal on: all this process sees is that its
 * parent is gone.
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
