/**
 * Makes an error of what was thrown, where it is no object: for authors of adapters. To be told that
 * `undefined` went wrong means to frameworks that nothing did, and to Express `'route'` too: they would serve
 * the request.
 *
 * @param thrown What was thrown.
 * @returns The same where it is an object, which frameworks take for an error; else an error with it as its
 *   cause.
 */
export function toError(thrown: unknown): Error {
  if (typeof thrown === 'object' && thrown !== null) return thrown as Error
  return new Error('something that is no error was thrown', { cause: thrown })
}
