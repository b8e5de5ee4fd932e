const MAX_LENGTH = 200

/** What JSON does not escape and logs and terminals act on: controls, line ends, changes of direction. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * Quotes a value for a hint as JSON of bounded length, so that nothing in it can break a line of a log. Only
 * for what is not secret: an identifier of an issuer or of an audience, or scopes.
 */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined'
  const text = json.replaceAll(UNSEEN, escaped)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
