import type { JsonObject } from './json-object.ts'

/**
 * Tells whether a parsed JSON value is an object, which arrays and null are not.
 *
 * @param value What `JSON.parse` returned.
 * @returns Whether it is an object.
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
