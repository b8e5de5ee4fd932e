import { isJsonObject, type JsonObject } from '@portcullis/core/inspect'

export { isJsonObject, type JsonObject }

/** Parses JSON; undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Parses JSON and returns it if it is an object, else undefined. */
export function parseObject(text: string): JsonObject | undefined {
  const parsed = parseJson(text)
  return isJsonObject(parsed) ? parsed : undefined
}

/** Returns a member that is a string, else undefined. */
export function stringMember(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name]
  return typeof value === 'string' ? value : undefined
}

/** Returns the strings in a member that is an array, undefined if it is not an array. */
export function stringsMember(object: JsonObject | undefined, name: string): readonly string[] | undefined {
  const value = object?.[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined
}

/** Returns a member that is a finite number, else undefined. JSON can hold infinite ones, such as 1e999. */
export function numberMember(object: JsonObject | undefined, name: string): number | undefined {
  const value = object?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Returns whether an object has a member; one that is `null` counts as absent. */
export function hasMember(object: JsonObject | undefined, name: string): boolean {
  return object?.[name] !== undefined && object[name] !== null
}

/**
 * Writes a value as text; arrays and objects by their kind. `String` would call methods of an object, which
 * JSON can replace, and fails on deeply nested arrays.
 */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return isJsonObject(value) ? 'an object' : String(value)
}
