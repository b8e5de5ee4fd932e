import type { Clock } from '../clock/clock.ts'

/** How often something may happen. */
export interface BudgetLimit {
  readonly times: number
  /** Length of the window that it may happen so often in, wherever that begins. */
  readonly seconds: number
}

/** What keeps tokens, which anyone can send, from making us work without end. */
export interface Budget {
  /** Takes one out of the budget of the window, and tells whether there was one. */
  take(): boolean
}

/**
 * Makes a budget, which is full.
 *
 * @param limit How much there is in any window.
 * @param clock The clock.
 * @returns The budget.
 */
export function createBudget({ times, seconds }: BudgetLimit, clock: Clock): Budget {
  const spent: number[] = []
  return {
    take() {
      const now = clock.monotonic()
      while (spent[0] !== undefined && spent[0] <= now - seconds * 1000) spent.shift()
      if (spent.length >= times) return false
      spent.push(now)
      return true
    }
  }
}
