/** What a URI is made of (RFC 3986 section 2): a parser for URLs forgives line breaks, spaces and more. */
const URI_CHARACTERS = /^[\x21-\x7e]+$/

/**
 * Tells whether a text is an absolute URI as it stands, without anything that a parser would first mend.
 *
 * @param text The text.
 * @returns Whether it is.
 */
export function isAbsoluteUri(text: string): boolean {
  return URI_CHARACTERS.test(text) && URL.canParse(text)
}
