import { isPromise } from './is-promise.ts'

/**
 * Sees to it that a promise which came in the place of an answer, and which nobody waits for, ends nothing if
 * it fails: to reject unheard ends a process.
 *
 * @param answer What a function of the application answered.
 */
export function ignoreRejection(answer: unknown): void {
  if (isPromise(answer)) Promise.resolve(answer).catch(() => undefined)
}
