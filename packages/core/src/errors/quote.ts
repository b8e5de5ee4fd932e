const MAX_LENGTH = 200

/**
 * Quotes a value for a hint: as JSON, so that nothing in it can break a line of a log, and not at length.
 *
 * @param value Something that is no secret: an identifier of an issuer or of an audience.
 * @returns The text.
 */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}
