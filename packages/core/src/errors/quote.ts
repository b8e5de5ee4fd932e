const MAX_LENGTH = 200

/**
 * What JSON leaves as it is, and logs and terminals do not: controls, ends of lines, and what turns the
 * direction of writing.
 */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * Quotes a value for a hint: as JSON, so that nothing in it can break a line of a log, and not at length.
 *
 * @param value Something that is no secret: an identifier of an issuer or of an audience.
 * @returns The text.
 */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined'
  const text = json.replaceAll(UNSEEN, escaped)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
