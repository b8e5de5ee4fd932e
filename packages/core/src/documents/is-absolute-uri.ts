/** Characters of a URI (RFC 3986 section 2): a parser for URLs forgives line breaks, spaces and more. */
const URI_CHARACTERS = /^[\x21-\x7e]+$/

/** Returns whether a text is an absolute URI exactly as it is, without anything that a parser would fix first. */
export function isAbsoluteUri(text: string): boolean {
  return URI_CHARACTERS.test(text) && URL.canParse(text)
}
