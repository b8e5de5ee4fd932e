/** What a client presents: an authentication scheme and an access token, neither verified yet. */
export interface Credentials {
  /** The scheme, in its canonical spelling. */
  readonly scheme: 'Bearer'
  /** The access token as sent. */
  readonly accessToken: string
}

/**
 * Where an access token may be read from. The query string is no choice: URLs end up in logs (OAuth 2.1
 * section 5.1).
 */
export type TokenLocation = 'header' | 'body'
