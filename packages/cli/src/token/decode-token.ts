import { isJsonObject, parseJson, type JsonObject } from '../http/json.ts'

/** What a token looks like from outside. Nothing of it is verified. */
export interface DecodedToken {
  readonly form: 'jws' | 'jwe' | 'opaque' | 'malformed'
  readonly bytes: number
  readonly header: JsonObject | undefined
  readonly claims: JsonObject | undefined
}

const BASE64URL = /^[\w-]*$/

/**
 * Decodes a token to look at it: `jws` when header and claims could be read, `jwe` for five parts, `opaque`
 * when it has no three parts, `malformed` when it has and they are not what they should be. It verifies
 * nothing.
 */
export function decodeToken(token: string): DecodedToken {
  const parts = token.split('.')
  const bytes = Buffer.byteLength(token)
  const header = decodePart(parts[0])
  if (parts.length === 5 && header !== undefined) return { form: 'jwe', bytes, header, claims: undefined }
  if (parts.length !== 3) return { form: 'opaque', bytes, header: undefined, claims: undefined }
  const claims = decodePart(parts[1])
  const form = header === undefined || claims === undefined ? 'malformed' : 'jws'
  return { form, bytes, header, claims }
}

function decodePart(part: string | undefined): JsonObject | undefined {
  if (part === undefined || !BASE64URL.test(part)) return undefined
  const decoded = parseJson(Buffer.from(part, 'base64url').toString('utf8'))
  return isJsonObject(decoded) ? decoded : undefined
}
