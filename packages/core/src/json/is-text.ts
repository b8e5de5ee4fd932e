/** Returns whether a value is a string of at least one character: an empty one names nothing. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
