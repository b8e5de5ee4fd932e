import type { JsonObject } from './json-object.ts'

/** Returns whether a parsed JSON value is an object; arrays and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
