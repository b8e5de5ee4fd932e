import type { Clock } from '../clock/clock.ts'

/** How often something can happen. */
export interface BudgetLimit {
  readonly times: number
  /** Length of the window, wherever it starts. */
  readonly seconds: number
}

/** Limits the work that unverified tokens, which anyone can send, cause. */
export interface Budget {
  /** Takes one out of the budget of the window; returns whether there was one. */
  take(): boolean
}

/** Creates a budget, which is full. */
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
