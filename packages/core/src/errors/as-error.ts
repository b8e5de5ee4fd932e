/**
 * Gives to what was thrown the form of an error, where it has none; for who writes an adapter. Frameworks
 * take it for the order to go on when they are told that `undefined` went wrong, Express `'route'` too, and
 * would serve the request.
 *
 * @param thrown What was thrown.
 * @returns The same where it is an object, which frameworks take for an error; else an error with it as its
 *   cause.
 */
export function asError(thrown: unknown): Error {
  if (typeof thrown === 'object' && thrown !== null) return thrown as Error
  return new Error('something that is no error was thrown', { cause: thrown })
}
