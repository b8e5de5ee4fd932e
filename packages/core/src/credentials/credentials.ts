/** What a client presents: an authentication scheme and an access token, neither verified yet. */
export interface Credentials {
  /** The scheme, in its canonical spelling. */
  readonly scheme: 'Bearer'
  /** The access token as sent. */
  readonly accessToken: string
  /**
   * The text that it came in and ends: the whole value of the `Authorization` field, or the token itself
   * where it came in a form body. Who presents the same text presents the same credentials.
   */
  readonly presented: string
}

/**
 * Where an access token may be read from. The query string is no choice: URLs end up in logs (OAuth 2.1
 * section 5.1).
 */
export type TokenLocation = 'header' | 'body'
