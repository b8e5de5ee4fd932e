/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object: no array, no null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON; undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A member that is a string, else undefined. */
export function stringMember(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name]
  return typeof value === 'string' ? value : undefined
}

/** A member that is an array of strings, else undefined; what is no string in it is left out. */
export function stringsMember(object: JsonObject | undefined, name: string): readonly string[] | undefined {
  const value = object?.[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined
}

/**
 * A member that is a finite number, else undefined: JSON can write numbers that become infinite, such as
 * 1e999.
 */
export function numberMember(object: JsonObject | undefined, name: string): number | undefined {
  const value = object?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/**
 * A value as text: strings, numbers and the like as they are, a list and an object by their kind. `String`
 * calls methods of an object, which JSON can replace, and ends in an error where lists are nested deep.
 *
 * @param value what stands in a JSON document
 * @returns the text
 */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return isJsonObject(value) ? 'an object' : String(value)
}
