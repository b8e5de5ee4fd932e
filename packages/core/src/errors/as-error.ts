/**
 * Gives to what a function of the application threw the form of an error, where it has none. Frameworks take
 * it for the order to go on when they are told that `undefined` went wrong, and would serve the request.
 *
 * @param thrown What was thrown.
 * @returns The same, or an error with it as its cause.
 */
export function asError(thrown: unknown): object {
  if (typeof thrown === 'object' && thrown !== null) return thrown
  return new Error('a function of the application threw something that is no error', { cause: thrown })
}
