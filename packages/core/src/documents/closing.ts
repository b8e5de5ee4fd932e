/** Whether a protected resource is closed, for fetches in progress. */
export interface Closing {
  readonly isClosed: boolean
  /** Calls the functions that watch. */
  close(): void
  /**
   * Calls `end` on close, or immediately if already closed.
   *
   * @returns A function that stops watching.
   */
  watch(end: () => void): () => void
}

/**
 * Creates it, open. Not an `AbortSignal`: each signal that is combined with one (`AbortSignal.any`) leaves
 * memory behind in it, and it warns about more than ten listeners.
 */
export function createClosing(): Closing {
  const watching = new Set<() => void>()
  let isClosed = false
  return {
    get isClosed() {
      return isClosed
    },
    close() {
      isClosed = true
      for (const end of watching) end()
    },
    watch(end) {
      watching.add(end)
      if (isClosed) end()
      return () => void watching.delete(end)
    }
  }
}
