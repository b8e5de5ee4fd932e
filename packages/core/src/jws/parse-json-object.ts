import { decodeText } from '#base64url'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * Parses a segment of a token: strict base64url of UTF-8 of a JSON object. Of members with the same name the
 * last one counts, here and everywhere after, since this is the only parser (RFC 7519 section 4).
 *
 * @param segment A segment as sent.
 * @returns The object, not believed yet.
 * @throws {ProtectedResourceError} `token_malformed`.
 */
export function parseJsonObject(segment: string): JsonObject {
  const value = parseJson(decodeText(segment))
  if (isJsonObject(value)) return value
  throw new ProtectedResourceError('token_malformed', {
    hint: 'header or payload of the token is not strict base64url of a JSON object in UTF-8: it was cut, padded or re-encoded on its way'
  })
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
