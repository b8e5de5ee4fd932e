import type { Clock } from '../clock/clock.ts'
import { REFETCH_WINDOW_SECONDS } from './limits.ts'

/** What keeps tokens, which anyone can send, from making us fetch without end. */
export interface RefetchBudget {
  /** Takes one fetch out of the budget of the window, and tells whether there was one. */
  take(): boolean
}

/**
 * Makes a budget of fetches.
 *
 * @param fetches How many there are in a window, wherever it begins.
 * @param clock The clock.
 * @returns The budget.
 */
export function createRefetchBudget(fetches: number, clock: Clock): RefetchBudget {
  const spent: number[] = []
  return {
    take() {
      const now = clock.monotonic()
      while (spent[0] !== undefined && spent[0] <= now - REFETCH_WINDOW_SECONDS * 1000) spent.shift()
      if (spent.length >= fetches) return false
      spent.push(now)
      return true
    }
  }
}
