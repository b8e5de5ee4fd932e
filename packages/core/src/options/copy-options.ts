/** An object whose members are there, or not there, but never undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/**
 * Copies options as they are at this moment, lists to the bottom: whoever changes a list later does not
 * change what was validated. Members that are undefined are left out, so that they do not hide a default.
 *
 * @param options Some options.
 * @returns The copy.
 */
export function copyOptions<T extends object>(options: T): Defined<T> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, copyList(value)])) as Defined<T>
}

function copyList(value: unknown): unknown {
  return Array.isArray(value) ? value.map(copyList) : value
}
