import { decodeText } from '#base64url'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * Parses a segment of a token: strict base64url of UTF-8 of a JSON object. Of members with the same name the
 * last one counts, everywhere, since this is the only parser (RFC 7519 section 4). Members named `__proto__`
 * are dropped, at any depth: copying one sets a prototype.
 *
 * @returns The object, unverified.
 * @throws {ProtectedResourceError} `token_malformed`.
 */
export function parseJsonObject(segment: string): JsonObject {
  const value = parseJson(decodeText(segment))
  if (isJsonObject(value)) return value
  const hint = segment.includes('=') ? HINT_PADDED : HINT_MALFORMED
  throw new ProtectedResourceError('token_malformed', { hint })
}

const HINT_MALFORMED =
  'header or payload of the token is not strict base64url of a JSON object in UTF-8: something truncated or re-encoded it'
const HINT_PADDED =
  'header or payload of the token is padded with "=": the base64url of a token has no padding (RFC 7515 section 2)'

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    // An escape can hide the name.
    return /__proto__|\\u/.test(text) ? withoutPrototypeMembers(value) : value
  } catch {
    return undefined
  }
}

/** Not recursive, nor by a reviver, which recurses: the issuer decides how deep claims are nested. */
function withoutPrototypeMembers(root: unknown): unknown {
  const pending: unknown[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue
    Reflect.deleteProperty(value, '__proto__')
    for (const name of Object.keys(value)) {
      const member: unknown = Reflect.get(value, name)
      pending.push(member)
    }
  }
  return root
}
