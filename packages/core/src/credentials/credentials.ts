import type { Scheme } from '../errors/scheme.ts'

/** What a client presents: an authentication scheme and an access token, both unverified. */
export interface Credentials {
  /** The scheme, in its canonical spelling. */
  readonly scheme: Scheme
  /** The access token as sent. */
  readonly accessToken: string
  /**
   * The text that ends with the token: the whole value of the `Authorization` header, or the token itself if
   * it came in a form body. Equal texts are equal credentials.
   */
  readonly text: string
}

/**
 * Where an access token can be read from. The query string is never one of them: URLs end up in logs (OAuth
 * 2.1 section 5.1).
 */
export type TokenLocation = 'header' | 'body'
