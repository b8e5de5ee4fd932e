/**
 * Brings a `typ` to the form in which types are compared: media types are case-insensitive, and
 * `application/` may be left out where there is no other slash (RFC 7515 section 4.1.9).
 *
 * @param typ The `typ` of a header.
 * @returns The comparable form.
 */
export function normalizeType(typ: string): string {
  return typ.toLowerCase().replace(/^application\/(?=[^/]*$)/, '')
}

/**
 * Tells whether a `typ` says access token in so many words (RFC 9068 section 2.1).
 *
 * @param typ The `typ` of a header.
 * @returns Whether it is `at+jwt`.
 */
export function isAccessTokenType(typ: string | undefined): boolean {
  return typ !== undefined && normalizeType(typ) === 'at+jwt'
}
