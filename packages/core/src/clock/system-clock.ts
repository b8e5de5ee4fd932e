import { runDetached } from '#async-context'
import type { Clock } from './clock.ts'

/** The clock of the machine. Its timers keep neither a Node process nor the context of a request alive. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  monotonic: () => performance.now(),
  schedule(task, milliseconds) {
    const timer: unknown = runDetached(() => setTimeout(task, milliseconds))
    if (hasUnref(timer)) timer.unref()
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
  }
}

function hasUnref(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer
}
