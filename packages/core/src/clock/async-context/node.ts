import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Runs a task as if no request had caused it: what outlives a request, such as a timer, must not keep what
 * the application has put into the request's `AsyncLocalStorage`, nor show it to what runs later.
 *
 * @param task The task.
 * @returns What it returns.
 */
export const runDetached: <Result>(task: () => Result) => Result = AsyncLocalStorage.snapshot()
