/** `scope-token` of RFC 6749 section 3.3. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/**
 * Tells whether a text is one scope token. Values of `acr` are as these, since a challenge lists both with
 * spaces between.
 *
 * @param text The text.
 * @returns Whether it is.
 */
export function isScopeToken(text: string): boolean {
  return SCOPE_TOKEN.test(text)
}
