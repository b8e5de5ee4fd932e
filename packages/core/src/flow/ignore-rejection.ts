import { isPromise } from './is-promise.ts'

/**
 * Ignores the rejection of a promise that a function of the application returned instead of an answer.
 * Nothing awaits it, and an unhandled rejection ends the process.
 */
export function ignoreRejection(answer: unknown): void {
  if (isPromise(answer)) Promise.resolve(answer).catch(() => undefined)
}
