/**
 * Turns anything thrown into an error, for authors of adapters; an object stays as it is. Frameworks take
 * `undefined` for success, and Express takes `'route'` for it, too: they would serve the request.
 */
export function toError(thrown: unknown): Error {
  if (typeof thrown === 'object' && thrown !== null) return thrown as Error
  return new Error('something that is not an error was thrown', { cause: thrown })
}
