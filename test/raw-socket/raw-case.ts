/**
 * A request as bytes, and the answer to it as bytes. VALID stands for a valid token, EMPTY for nothing at
 * all.
 */
export interface RawCase {
  title: string
  /** The request line; by default a GET of the protected route. */
  requestLine?: string
  fields: readonly string[]
  status: number
  /** The challenge without its realm; undefined where there must be none at all. */
  challenge?: string
}

/** What follows the realm in a challenge, by the answer it belongs to. */
const challenges = {
  missing: '',
  malformed:
    ', error="invalid_request", error_description="the request does not carry exactly one well-formed access token"',
  invalid: ', error="invalid_token", error_description="the access token is invalid"'
}

/** The answer to a request without usable credentials. */
export const missing = { status: 401, challenge: challenges.missing }

/** The answer to malformed credentials. */
export const malformed = { status: 400, challenge: challenges.malformed }

/** The answer to a token that is not valid. */
export const invalid = { status: 401, challenge: challenges.invalid }

/** The answer to a valid token. */
export const ok = { status: 200 }
