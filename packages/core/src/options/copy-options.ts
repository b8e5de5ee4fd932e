import type { OptionRows, Resolved } from './option-rows.ts'

/** An object with members that are present or absent, but never undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/**
 * Copies options with their lists, so that later changes to a list do not change what was validated. Omits
 * members that are undefined, so that they do not hide a default.
 */
export function copyOptions<T extends object>(options: T): Defined<T> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, copyList(value)])) as Defined<T>
}

function copyList(value: unknown): unknown {
  return Array.isArray(value) ? value.map(copyList) : value
}

/** Fills in the default of each option that is omitted, and omits what has no row. Ignores inherited members. */
export function fillIn<Options extends object>(
  options: Options,
  rows: OptionRows<Options>
): Resolved<Options> {
  const given = new Map<string, unknown>(Object.entries(copyOptions(options)))
  const entries = Object.entries<object>(rows).map(([name, row]) => {
    const fallback: unknown = Object.hasOwn(row, 'default') ? Reflect.get(row, 'default') : undefined
    return [name, given.has(name) ? given.get(name) : fallback]
  })
  return Object.fromEntries(entries) as Resolved<Options>
}
