/** An object whose members are there, or not there, but never undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/**
 * Leaves out members that are undefined, so that they do not hide a default.
 *
 * @param options Some options.
 * @returns The same without them.
 */
export function withoutUndefined<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>
}
