/** The end of a protected resource, for fetches in progress. */
export interface Closing {
  readonly isClosed: boolean
  /** Ends what is watching. */
  close(): void
  /**
   * Is told of the end; at once where it has come.
   *
   * @param end What to do then.
   * @returns A function that watches no longer.
   */
  watch(end: () => void): () => void
}

/**
 * Makes the end of a protected resource. It is no `AbortSignal`: signals that are combined with one
 * (`AbortSignal.any`) leave something behind in it each time, and it warns of more than ten listeners.
 *
 * @returns The end, not come yet.
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
