/** A JSON object as it came over HTTP. */
export type Json = Record<string, unknown>

/** Fetches a document and reads it as a JSON object. */
export async function fetchJson(url: string): Promise<Json> {
  const response = await fetch(url)
  return readObject(await response.json())
}

/** Reads one part of a token, without verifying anything. */
export function readTokenPart(token: string, part: 'header' | 'payload'): Json {
  const segment = token.split('.')[part === 'header' ? 0 : 1] ?? ''
  return readObject(JSON.parse(Buffer.from(segment, 'base64url').toString()))
}

function readObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('not a JSON object')
  return { ...value }
}
