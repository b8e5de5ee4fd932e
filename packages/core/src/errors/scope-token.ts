/** `scope-token` of RFC 6749 section 3.3. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** Returns whether a text is one scope token. Values of `acr` have the same form: a challenge lists both. */
export function isScopeToken(text: string): boolean {
  return SCOPE_TOKEN.test(text)
}
