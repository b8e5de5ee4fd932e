/**
 * A server gave no token, or an API says too little about itself. The message says what to do, and has no
 * secret in it.
 */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError'
}

/** Exit code if there is no token, as for other failures of servers. */
export const NO_TOKEN_EXIT_CODE = 2
